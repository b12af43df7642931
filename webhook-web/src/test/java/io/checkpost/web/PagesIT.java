package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.checkpost.web.Browser.Visitor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages as people meet them, in a browser, on the packaged jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class PagesIT {

  private static final int MANY = 55;
  private static final String SAMPLE_ACCOUNT = "a6beec64-5007-45b4-b49d-f4d17c99efee";

  private static final String HOSTILE =
      """
      {"identificationprocess":{"result":"REVIEW_PENDING","type":"WEB",
       "sessionId":"aaeb2d04-1e98-44eb-a5d8-bbcfc1c536d7"},
       "customdata":{"custom1":"\\"><img src=x onerror=alert(1)>"},
       "userdata":{
        "firstname":{"status":"CHANGE","value":"<script>alert(1)</script>",
                     "original":"=HYPERLINK(\\"http://evil.example\\")"},
        "lastname":{"status":"<b>ODD</b>","value":"Jones"}},
       "<i>section</i>":{"x":"<script>alert(2)</script>"}}
      """;

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final Map<String, String> messages = new LinkedHashMap<>();

  PagesIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void receiveMessages() throws Exception {
    checkpost.start();
    try (Visitor visitor = visitor()) {
      assertThat(visitor.page().getByText("No messages yet")).isVisible();
      Looks.assertAccessible(visitor.page(), "messages-unused");
      Looks.shoot(visitor.page(), "messages-unused");
    }
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String many = intake.portal("credas", "Many & More");
    for (int i = 0; i < MANY; i++) {
      intake.send(
          many,
          """
          {"UpdateType":3,"Payload":{"EntityIdvEntryId":"7cb2e52f-da1a-4fb7-b9f9-0000000000%02d",
           "VerificationResult":1,"EntityId":"e10a6372-85a9-4f20-9bdf-ab589a1b280c"}}
          """
              .formatted(i));
    }
    String credas = intake.portal("credas", "Harbour Lettings");
    for (String sample :
        List.of("1-name-check", "5-non-biometric-document", "6-datacheck", "7-right-to-rent")) {
      intake.send(credas, Intake.sample("credas-" + sample + ".json"));
    }
    messages.put("document", intake.send(credas, Intake.sample("credas-4-id-document.json")));
    messages.put("duplicate", intake.send(credas, Intake.sample("credas-4-id-document.json")));
    messages.put(
        "several",
        intake.send(
            credas,
            """
            {"UpdateType":5,"Payload":{"EntityId":"e10a6372-85a9-4f20-9bdf-ab589a1b280c","Items":[
             {"NonBiometricDocumentId":"15b7ec8c-7c3f-413f-9b38-36d1a868767d","Status":1},
             {"NonBiometricDocumentId":"25b7ec8c-7c3f-413f-9b38-36d1a868767d","Status":3}]}}
            """));
    messages.put(
        "quarantined",
        intake.send(
            credas,
            "{\"UpdateType\":11,\"Payload\":{\"EntityId\":\"e10a6372-85a9-4f20-9bdf-ab589a1b280c\"}}"));
    messages.put("broken", intake.send(credas, "not JSON <script>alert(3)</script>"));
    messages.put(
        "strayed",
        intake.send(
            intake.pinnedPortal(
                "credas", "Pinned Lettings", "0d7f4f0e-0000-4000-8000-000000000001"),
            // an account that no other portal is known to be
            new String(Intake.sample("credas-9-safe-harbour.json"), UTF_8)
                .replace(SAMPLE_ACCOUNT, "0d7f4f0e-0000-4000-8000-000000000002")));
    String w2 = intake.portal("w2", "Meridian Finance");
    messages.put("alert", intake.send(w2, Intake.sample("w2-dvfc-alert.json")));
    messages.put("hostile", intake.send(w2, HOSTILE));
  }

  @AfterAll
  void stop() throws Exception {
    checkpost.close();
    browser.close();
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private String message(String name) {
    return "/message?id=" + messages.get(name);
  }

  @Test
  void aWrongPasswordIsSaidAndTheRightOneLeadsToWhatWasAskedFor() {
    try (Visitor visitor = browser.visitor(checkpost.baseUrl())) {
      Page page = visitor.page();
      page.navigate("/messages?outcome=failed");
      assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));

      visitor.enter("admin", "wrong");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("do not match");
      assertThat(page.getByLabel("Password")).hasValue("");
      assertThat(page).hasTitle(Pattern.compile("Error: .*"));
      Looks.assertAccessible(page, "sign-in, wrong");

      visitor.enter("admin", CheckpostProcess.PASSWORD);
      assertThat(page).hasURL(checkpost.baseUrl() + "/messages?outcome=failed");
      assertThat(visitor.context().cookies())
          .singleElement()
          .satisfies(
              cookie -> {
                assertThat(cookie.httpOnly).isTrue();
                assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
              });
    }
  }

  @Test
  void aDoubtAboutWhoseMessageItIsIsSaidInWords() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message("strayed"));
      assertThat(page.getByText("is not the one that was pinned for this portal")).isVisible();
      Looks.assertAccessible(page, "message, strayed");

      page.navigate(message("document"));
      assertThat(page.getByText("Perhaps not this portal")).not().isVisible();
    }
  }

  @Test
  void signingInLeadsNowhereElse() {
    for (String then :
        List.of("//evil.example/", "/\\evil.example", "https://evil.example", "/\t/evil.example")) {
      try (Visitor visitor = browser.visitor(checkpost.baseUrl())) {
        visitor.page().navigate("/sign-in?then=" + URLEncoder.encode(then, UTF_8));
        visitor.enter("admin", CheckpostProcess.PASSWORD);
        assertThat(visitor.page()).hasURL(checkpost.baseUrl() + "/overview");
      }
    }
  }

  @Test
  void noPageIsShownToAStranger() throws Exception {
    Pattern page = Pattern.compile("<url-pattern>(/[a-z/-]+)</url-pattern>");
    String mapping =
        Files.readString(Path.of("src", "main", "webapp", "WEB-INF", "web.xml"))
            .split("</servlet-mapping>", 2)[0];
    List<String> paths = page.matcher(mapping).results().map(each -> each.group(1)).toList();
    assertThat(paths).contains("/sign-in", "/messages", "/portal", "/administration");
    HttpClient stranger = HttpClient.newHttpClient();
    for (String path : paths) {
      for (String method : List.of("GET", "HEAD", "POST", "PUT")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(checkpost.baseUrl() + path))
                .method(method, BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = stranger.send(request, BodyHandlers.ofString());
        if (!path.equals("/sign-in")) {
          assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(302);
          assertThat(answer.headers().firstValue("Location").orElse(""))
              .as(method + " " + path)
              .contains("/sign-in?then=");
        }
      }
    }
  }

  @Test
  void whoSignedOutIsOut() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.getByText("Sign out").click();
      assertThat(page.getByText("You have signed out.")).isVisible();

      page.navigate(message("alert"));
      assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?then=.*"));
    }
  }

  @Test
  void aFilterStandsInTheUrlAndCanBeTakenOffPieceByPiece() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.getByLabel("Outcome").selectOption("failed");
      page.getByLabel("Provider").selectOption("w2");
      page.getByText("Apply").click();
      assertThat(page).hasURL(Pattern.compile(".*provider=w2.*"));
      assertThat(page).hasURL(Pattern.compile(".*outcome=failed.*"));
      assertThat(rows(page)).hasCount(1);
      assertThat(rows(page).first()).containsText("Identification");

      page.getByLabel("Remove filter Provider: W2").click();
      assertThat(rows(page)).hasCount(3);
      assertThat(page.locator("#outcome")).hasValue("failed");

      page.navigate("/messages?outcome=expired");
      assertThat(page.getByText("No message matches")).isVisible();
    }
  }

  @Test
  void messagesOfOnePersonAreFoundWhateverTheSpellingOfTheId() {
    try (Visitor visitor = visitor()) {
      visitor.page().navigate("/messages?subject=%7BD10A6372-85A9-4F20-9BDF-AB589A1B280C%7D");
      assertThat(rows(visitor.page())).hasCount(2);
    }
  }

  @Test
  void aWrongFilterValueIsNamed() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      Response response = page.navigate("/messages?from=yesterday");
      assertThat(response.status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("From: yesterday is not accepted");
      assertThat(page.locator("#from")).hasAttribute("aria-invalid", "true");

      page.navigate("/messages?older=nonsense");
      assertThat(page.locator("#problem")).containsText("nonsense");
    }
  }

  @Test
  void olderAndNewerPagesAreTheSameFromBothSides() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/messages?checkType=liveness");
      assertThat(rows(page)).hasCount(50);
      List<String> first = rows(page).allTextContents();
      assertThat(page.locator("a[rel=prev]")).hasCount(0);

      page.locator("a[rel=next]").click();
      assertThat(rows(page)).hasCount(MANY - 50);
      assertThat(page.locator("a[rel=next]")).hasCount(0);

      page.locator("a[rel=prev]").click();
      assertThat(rows(page)).hasCount(50);
      assertThat(rows(page).allTextContents()).isEqualTo(first);
    }
  }

  @Test
  void aMessageSaysItsVerdictFirst() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/messages?checkType=id_document&disposition=accepted");
      rows(page).first().click();
      assertThat(page).hasURL(checkpost.baseUrl() + message("document"));
      assertThat(page.locator("h1")).hasText("ID document check failed");
      Locator face = page.locator("tr", new Page.LocatorOptions().setHasText("Face match"));
      assertThat(face).containsText("Failed");
      assertThat(face).containsText("ManualFail");
      assertThat(page.getByText("Duplicates of it")).isVisible();

      page.navigate(message("duplicate"));
      page.getByText("Open that message").click();
      assertThat(page).hasURL(checkpost.baseUrl() + message("document"));

      page.navigate(message("quarantined"));
      assertThat(page.locator("h1")).hasText("Kept, but not understood");
      assertThat(page.locator("main")).containsText("a type of update that its documents do not");
    }
  }

  @Test
  void personalValuesAreMaskedUntilSomebodyAsksAndIsWrittenDown() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message("alert"));
      assertThat(page.locator("h1")).hasText("Identification failed");
      assertThat(page.locator("main")).not().containsText("SAMUEL");
      assertThat(page.locator("main")).not().containsText("LGPJ11235");
      assertThat(field(page, "First name")).containsText("O•••");
      assertThat(field(page, "First name")).containsText("S•••");
      assertThat(field(page, "First name")).containsText("Changed");
      assertThat(field(page, "Date of birth")).containsText("1981-••-••");
      assertThat(field(page, "Document number")).containsText("•••235");
      assertThat(field(page, "Document number")).containsText("New");
      assertThat(field(page, "Language")).containsText("Match");

      page.getByText("Show personal data").click();
      assertThat(page).hasURL(checkpost.baseUrl() + message("alert"));
      assertThat(field(page, "First name")).containsText("OLIVIA");
      assertThat(field(page, "First name")).containsText("SAMUEL");
      assertThat(checkpost.output())
          .contains("event=disclosed.values user=admin message=" + messages.get("alert"));

      page.getByText("Mask again").click();
      assertThat(field(page, "First name")).not().containsText("SAMUEL");
    }
  }

  @Test
  void theBodyIsShownAndHandedOutAsItCame() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message("hostile"));
      page.getByText("Show body").click();
      assertThat(page.locator("pre")).containsText("\"result\" : \"REVIEW_PENDING\"");
      page.locator("#body-as-received").click();
      assertThat(page.locator("pre")).hasText(HOSTILE.strip());

      Download download = page.waitForDownload(() -> page.getByText("Download body").click());
      assertThat(download.suggestedFilename()).isEqualTo(messages.get("hostile") + ".json");
      assertThat(Files.readString(download.path())).isEqualTo(HOSTILE);

      page.navigate(message("broken"));
      page.getByText("Show body").click();
      assertThat(page.locator("pre")).hasText("not JSON <script>alert(3)</script>");
    }
  }

  @Test
  void whatProvidersSendStaysText() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(message("hostile"));
      page.getByText("Show personal data").click();
      assertThat(field(page, "First name")).containsText("<script>alert(1)</script>");
      assertThat(field(page, "First name")).containsText("=HYPERLINK(\"http://evil.example\")");
      assertThat(field(page, "Last name")).containsText("<b>ODD</b>");
      assertThat(page.locator("script:not([src]), style, main img, [style], [onclick], [onerror]"))
          .hasCount(0);
    }
  }

  @Test
  void whatIsNotThereIsSaidWithoutDetail() {
    try (Visitor visitor = visitor()) {
      for (String path :
          List.of(
              "/message",
              "/message?id=nonsense",
              "/message?id=00000000-0000-0000-0000-000000000000",
              "/nothing")) {
        Response response = visitor.page().navigate(path);
        assertThat(response.status()).as(path).isEqualTo(404);
        assertThat(visitor.page().locator("h1")).hasText("Nothing here");
      }
      Response sources = visitor.page().navigate("/messages.xhtml");
      assertThat(sources.status()).isEqualTo(404);
      assertThat(sources.text()).doesNotContain("ui:composition");
    }
  }

  @Test
  void everyPageSaysWhatABrowserMayDoWithIt() {
    try (Visitor visitor = visitor()) {
      Map<String, String> headers = visitor.page().navigate(message("alert")).headers();
      assertThat(headers.get("content-security-policy"))
          .contains("default-src 'self'")
          .contains("script-src 'self'")
          .contains("style-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers)
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("cache-control", "no-store");
    }
  }

  @Test
  void everyPageIsAccessibleAndFitsEveryScreen() throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("messages", "/messages");
    pages.put("messages-filtered", "/messages?outcome=failed&from=2020-01-01");
    pages.put("messages-none", "/messages?outcome=expired");
    pages.put("messages-wrong", "/messages?outcome=perhaps");
    messages.forEach((name, id) -> pages.put("message-" + name, "/message?id=" + id));
    pages.put("not-found", "/nothing");
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      for (Map.Entry<String, String> each : pages.entrySet()) {
        page.navigate(each.getValue());
        Looks.assertAccessible(page, each.getKey());
        Looks.shoot(page, each.getKey());
      }
      page.navigate(message("alert"));
      page.getByText("Show body").click();
      Looks.assertAccessible(page, "message-body");
      Looks.shoot(page, "message-body");
    }
    try (Visitor visitor = browser.visitor(checkpost.baseUrl())) {
      visitor.page().navigate("/sign-in");
      Looks.assertAccessible(visitor.page(), "sign-in");
      Looks.shoot(visitor.page(), "sign-in");
    }
  }

  private static Locator rows(Page page) {
    return page.locator(".message-row");
  }

  private static Locator field(Page page, String name) {
    return page.locator(".changes tr", new Page.LocatorOptions().setHasText(name)).first();
  }
}
