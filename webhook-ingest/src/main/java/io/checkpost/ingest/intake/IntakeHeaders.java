package io.checkpost.ingest.intake;

import io.checkpost.ingest.journal.Envelope;
import io.checkpost.ingest.portal.ReceivingPortal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers of a request as they are kept: by lower-case name, without those that carry secrets
 * and without the one by which Checkpost knows what it made up itself.
 */
final class IntakeHeaders {

  private static final Set<String> SECRET =
      Set.of(
          "authorization",
          "proxy-authorization",
          "cookie",
          "x-api-key",
          "api-key",
          "apikey",
          "x-auth-token");
  private static final Set<String> CHECKPOSTS_OWN = Set.of(Envelope.SIMULATED);
  private static final int MAX_VALUE = 4096;

  private IntakeHeaders() {}

  static Map<String, List<String>> kept(HttpServletRequest request, ReceivingPortal portal) {
    Map<String, List<String>> kept = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!SECRET.contains(lower) && !CHECKPOSTS_OWN.contains(lower) && !portal.demands(name)) {
        kept.put(
            lower,
            Collections.list(request.getHeaders(name)).stream().map(IntakeHeaders::cut).toList());
      }
    }
    return kept;
  }

  private static String cut(String value) {
    return value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) : value;
  }
}
