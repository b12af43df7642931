package io.checkpost.ingest.portal;

/**
 * A header that senders must give with a fixed value.
 *
 * @param name its name, compared without case
 * @param value its secret value
 */
public record RequiredHeader(String name, String value) {

  @Override
  public String toString() {
    return "RequiredHeader[" + name + "]";
  }
}
