package io.checkpost.benchmark;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who looks at pages, one after the other. */
final class Visitor {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");

  private final String server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private Visitor(int port) {
    this.server = "http://127.0.0.1:" + port;
  }

  /** Fills in the sign-in page. */
  static Visitor signIn(int port, String name, String password)
      throws IOException, InterruptedException {
    Visitor visitor = new Visitor(port);
    Map<String, String> form = new TreeMap<>();
    Matcher hidden = HIDDEN.matcher(visitor.look("/sign-in"));
    while (hidden.find()) {
      form.put(hidden.group(1), hidden.group(2));
    }
    form.putAll(Map.of("name", name, "password", password, "enter", "Sign in"));
    HttpRequest request =
        visitor
            .request("/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build();
    visitor.client.send(request, HttpResponse.BodyHandlers.discarding());
    return visitor;
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  private String look(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered with " + answer.statusCode());
    }
    return answer.body();
  }

  /**
   * Looks at a page again and again.
   *
   * @return the median of the time until it was there as a whole
   * @throws IOException when it is not the page that was asked for
   */
  Duration median(String path, int toWarm, int looks) throws IOException, InterruptedException {
    for (int i = 0; i < toWarm; i++) {
      if (look(path).contains("id=\"sign-in\"")) {
        throw new IOException(path + " asks for a sign-in");
      }
    }
    Latencies latencies = new Latencies();
    for (int i = 0; i < looks; i++) {
      long start = System.nanoTime();
      look(path);
      latencies.add(System.nanoTime() - start);
    }
    return latencies.percentile(0.5);
  }
}
