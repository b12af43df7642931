package io.checkpost.ingest.configuration;

/** A setting has a value that cannot be used. Its message is one line that names the setting. */
public final class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param setting the property's name
   * @param problem what is wrong and what is accepted; never the value of a secret
   */
  public InvalidSetting(String setting, String problem) {
    super(setting + ": " + problem);
  }
}
