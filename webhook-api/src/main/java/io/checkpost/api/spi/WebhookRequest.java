package io.checkpost.api.spi;

import io.checkpost.api.CheckType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a provider gets to read: one message as it was received. */
public final class WebhookRequest {

  private final byte[] body;
  private final Map<String, List<String>> headers;
  private final Map<CheckType, String> codeLists;

  /**
   * Creates a request.
   *
   * @param body the received bytes after content encodings were taken off; not copied
   * @param headers the received headers by lower-case name, without those that carry secrets
   * @param codeLists the portal's choice of published list for a check type, where it made one
   */
  public WebhookRequest(
      byte[] body, Map<String, List<String>> headers, Map<CheckType, String> codeLists) {
    this.body = body;
    this.headers = headers;
    this.codeLists = codeLists;
  }

  /** Returns the received bytes, not a copy: read them only. */
  public byte[] body() {
    return body;
  }

  /** Returns the first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /**
   * Returns the published list by which the portal has this check type's codes read, if it chose.
   */
  public Optional<String> codeList(CheckType checkType) {
    return Optional.ofNullable(codeLists.get(checkType));
  }

  @Override
  public String toString() {
    return "WebhookRequest[" + body.length + " bytes]";
  }
}
