package io.checkpost.ingest.provider.w2;

import io.checkpost.api.spi.WebhookRequest;
import io.checkpost.ingest.provider.Json;
import io.checkpost.ingest.provider.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The other webhooks of W2, told by the header that their pages show or else by the names in their
 * bodies (docs.w2globaldata.com/webhooks/monitoring-alerts, alert-remediation, bundle-remediation).
 */
enum Topic {
  MONITORING("a monitoring alert", "caseresultmonitoring", "numberofalerts", "alerts"),
  ALERT_REMEDIATION("an alert remediation", "alertremediation", "alertid", "alertstatus"),
  BUNDLE_REMEDIATION(
      "a bundle remediation", "bundleremediation", "bundleremediationstatus", "bundlestatus");

  private static final String HEADER = "x-w2-topic";

  private final String title;
  private final String folded;

  @SuppressWarnings("ImmutableEnumChecker") // List.of of texts
  private final List<String> signs;

  Topic(String title, String folded, String... signs) {
    this.title = title;
    this.folded = folded;
    this.signs = List.of(signs);
  }

  String title() {
    return title;
  }

  /** Returns what a body that is no DVFC alert is, if it is known. */
  static Optional<Topic> of(Json.Obj body, WebhookRequest request) {
    return request
        .header(HEADER)
        .map(Names::folded)
        .flatMap(name -> first(topic -> topic.folded.equals(name)))
        .or(() -> first(topic -> topic.signs.stream().anyMatch(body::has)));
  }

  private static Optional<Topic> first(Predicate<Topic> condition) {
    return Arrays.stream(values()).filter(condition).findFirst();
  }
}
