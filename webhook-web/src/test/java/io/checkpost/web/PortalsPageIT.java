package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.checkpost.web.Browser.Visitor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of portals as people meet them, in a browser, on the packaged jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class PortalsPageIT {

  private static final String HOSTILE = "<script>alert(1)</script> heard";
  private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
      new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final HttpServer receiver;
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  PortalsPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/hook",
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().getFirst("checkpost-test")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = HOSTILE.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    checkpost =
        new CheckpostProcess(folder.resolve("home"))
            .with("CHECKPOST_RELAY_ALLOW", "127.0.0.0/8")
            .with("CHECKPOST_RELAY_ALLOW_HTTP", "true");
  }

  @BeforeAll
  void start() throws Exception {
    receiver.start();
    checkpost.start();
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/portals");
      assertThat(page.getByText("No portals yet")).isVisible();
      Looks.assertAccessible(page, "portals-unused");
      Looks.shoot(page, "portals-unused");
    }
  }

  @AfterAll
  void stop() throws Exception {
    checkpost.close();
    browser.close();
    receiver.stop(0);
  }

  private Visitor visitor() {
    return browser.visitor(checkpost.baseUrl()).signIn();
  }

  private String callback() {
    return "http://localhost:" + receiver.getAddress().getPort() + "/hook";
  }

  /** Makes a portal at the top of a tree and leads to its page. */
  private static void make(Page page, String name, String relayUrl) {
    page.navigate("/portal-new?provider=credas");
    page.getByLabel("Name", exactly()).fill(name);
    page.getByLabel("Callback URL").fill(relayUrl);
    page.locator("#create").click();
    assertThat(page.locator("h1")).hasText(name + " is ready to receive");
    page.getByText("Go to the portal").click();
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static Locator intakeUrl(Page page) {
    return page.getByLabel("Intake URL");
  }

  private static int post(String url, byte[] body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body)).build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aChildInheritsItsCallbackAndShowsItsFirstMessageOnThePageThatMadeIt() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/portal-new");
      Looks.assertAccessible(page, "portal-new-provider");
      page.getByText("Credas").click();
      page.getByLabel("Name", exactly()).fill("Northgate Resale");
      page.getByLabel("Callback URL").fill(callback());
      page.locator("#create").click();
      page.getByText("Go to the portal").click();
      assertThat(page.locator("main")).containsText("This portal's own URL");

      page.getByText("Add a portal below").click();
      assertThat(page.locator("main"))
          .containsText("Leave it empty to use that of Northgate Resale: " + callback());
      page.getByLabel("Name", exactly()).fill("Northgate Leeds");
      page.locator("#create").click();

      assertThat(page.locator("h1")).hasText("Northgate Leeds is ready to receive");
      assertThat(page.locator(".lede"))
          .containsText(callback() + ", inherited from Northgate Resale");
      String url = intakeUrl(page).inputValue();
      assertThat(url).startsWith(checkpost.baseUrl() + "/hooks/credas/");
      assertThat(page.getByLabel("Signing secret").inputValue()).startsWith("whsec_");
      assertThat(page.locator("pre")).containsText("curl -i '" + url + "'");
      visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Locator copy = page.locator("[data-copies='" + intakeUrl(page).getAttribute("id") + "']");
      copy.click();
      assertThat(copy).hasText("Copied");
      assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(url);
      FrameLocator frame = page.frameLocator("iframe");
      assertThat(frame.getByText("Nothing yet.")).isVisible();
      Looks.assertAccessible(page, "portal-made");
      Looks.shoot(page, "portal-made");

      assertThat(post(url, Intake.sample("credas-7-right-to-rent.json"))).isEqualTo(200);
      assertThat(frame.getByText("Right to rent check")).isVisible(PATIENTLY);
      assertThat(intakeUrl(page)).hasValue(url);
      Looks.shoot(page, "portal-made-first");

      frame.getByText("Right to rent check").click();
      assertThat(page).hasURL(Pattern.compile(".*/message\\?id=.*"));

      page.navigate("/portals");
      Locator child =
          page.locator("li li", new Page.LocatorOptions().setHasText("Northgate Leeds"));
      assertThat(child).containsText("inherited from Northgate Resale");
      assertThat(child).containsText("Last message");
      page.getByText("Northgate Leeds", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator(".latest")).containsText("Right to rent check");
      assertThat(page.locator("main")).not().containsText(url);
      Looks.assertAccessible(page, "portal");
      Looks.shoot(page, "portal");
    }
  }

  @Test
  void whatIsNotAcceptedIsSaidBesideEachFieldAndNothingTypedIsLost() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/portal-new?provider=credas");
      Looks.assertAccessible(page, "portal-new");
      Looks.shoot(page, "portal-new");

      // as the browser says it while somebody types
      page.getByLabel("Callback URL").fill("ftp://crm.example/");
      page.getByLabel("Callback URL").blur();
      assertThat(page.locator("#relayUrl:user-invalid")).hasCount(1);
      page.getByLabel("Name", exactly()).fill("Wrong");
      page.locator("#create").click();
      assertThat(page).hasTitle(Pattern.compile("New portal.*"));

      // and as the server does, whatever the browser let through
      page.locator("form#portal-form").evaluate("form => form.noValidate = true");
      page.getByLabel("Addresses that may send").fill("192.0.2.0/24\nnowhere");
      page.getByLabel("Header name").fill("ApiKey");
      page.getByText("Body, order, headers and filter").click();
      page.getByLabel("Headers to add").fill("no header");
      page.locator("#checkTypes-right_to_rent").check();
      page.locator("#create").click();

      assertThat(page).hasTitle(Pattern.compile("Error: .*"));
      assertThat(page.locator("#relayUrl-problem")).containsText("absolute https or http URL");
      assertThat(page.locator("#sourceAddresses-problem")).containsText("192.0.2.0/24");
      assertThat(page.locator("#headerValue-problem")).containsText("visible ASCII");
      assertThat(page.locator("#relayHeaders-problem")).containsText("Name: value");
      assertThat(page.locator("#name-problem")).hasCount(0);
      assertThat(page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK)).hasCount(4);
      assertThat(page.getByLabel("Name", exactly())).hasValue("Wrong");
      assertThat(page.getByLabel("Callback URL")).hasValue("ftp://crm.example/");
      assertThat(page.getByLabel("Addresses that may send")).hasValue("192.0.2.0/24\nnowhere");
      assertThat(page.getByLabel("Headers to add")).hasValue("no header");
      assertThat(page.locator("#checkTypes-right_to_rent")).isChecked();
      Looks.assertAccessible(page, "portal-new-wrong");
      Looks.shoot(page, "portal-new-wrong");
    }
  }

  @Test
  void whatIsWrongIsSaidBesideTheFieldWhileItIsTypedAndNothingIsMadeOrChanged() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate("/portal-new?provider=credas");
      page.getByLabel("Name", exactly()).fill("Typed");
      Locator callback = page.getByLabel("Callback URL");
      callback.pressSequentially("https://crm.example.org/#here");
      assertThat(page.locator("#relayUrl-problem")).containsText("without user info or fragment");
      assertThat(callback).hasAttribute("aria-invalid", "true");
      assertThat(callback).isFocused();
      Looks.shoot(page, "portal-new-typing");
      Looks.assertAccessible(page, "portal-new-typing");

      callback.press("Control+a");
      callback.pressSequentially(callback());
      assertThat(page.locator("#relayUrl-problem")).hasCount(0);
      assertThat(callback).not().hasAttribute("aria-invalid", "true");
      callback.press("Enter");
      assertThat(page.locator("h1")).hasText("Typed is ready to receive");

      page.getByText("Go to the portal").click();
      page.getByText("Edit settings").click();
      page.getByLabel("Addresses that may send").pressSequentially("192.0.2.0/240");
      assertThat(page.locator("#sourceAddresses-problem")).containsText("an IP address or network");
      assertThat(page.locator(".field-problem")).hasCount(1);
      page.navigate("/portals");
      assertThat(page.getByText("Typed", new Page.GetByTextOptions().setExact(true))).hasCount(1);
      page.getByText("Typed", new Page.GetByTextOptions().setExact(true)).click();
      assertThat(page.locator("main")).not().containsText("192.0.2.0/240");
    }
  }

  @Test
  void settingsAreChangedAndThePortalIsMoved() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Umbrella", callback());
      make(page, "Moved", "");
      page.getByText("Edit settings").click();
      Looks.assertAccessible(page, "portal-edit");
      page.getByLabel("Below", exactly()).selectOption("Umbrella");
      page.getByText("Body, order, headers and filter").click();
      page.getByLabel("The results as understood").check();
      page.getByLabel("Keep the order").uncheck();
      page.getByLabel("Headers to add").fill("X-Crm: s3cret");
      page.locator("#checkTypes-liveness").check();
      page.getByLabel("Addresses that may send").fill("192.0.2.0/24\n2001:db8::/32");
      page.getByText("Lists by which codes are read").click();
      page.locator("[id='codeLists.right_to_rent']").selectOption("verification-result");
      page.getByLabel("Provider's account id").fill("client-7");
      page.getByLabel("Time zone").selectOption("Europe/Dublin");
      page.locator("#save").click();

      assertThat(page.locator("h1")).hasText("Moved");
      Locator main = page.locator("main");
      assertThat(main).containsText("Inherited from Umbrella");
      assertThat(main).containsText("2001:db8::/32");
      assertThat(main).containsText("pinned by a person");
      assertThat(main).containsText("Right to rent check: Verification results");
      assertThat(main).containsText("Europe/Dublin");
      assertThat(main).containsText("Liveness check");
      assertThat(main).not().containsText("s3cret");

      page.getByText("Edit settings").click();
      assertThat(page.getByLabel("Provider's account id")).hasValue("client-7");
      assertThat(page.locator("#relayBody-normalised")).isChecked();
      assertThat(page.locator("#relayOrdered")).not().isChecked();
      assertThat(page.locator("#without-X-Crm")).hasCount(1);
      page.getByLabel("Callback URL").fill("https://crm.example/hook");
      page.locator("#save").click();
      assertThat(main).containsText("Each message goes by itself");
      assertThat(main).containsText("X-Crm");
    }
  }

  @Test
  void newSecretsAreShownOnceAndFormerOnesLiveForAWhile() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Rotated", callback());
      page.getByText("Make a new intake URL…").click();
      assertThat(page.getByText("The present URL works on for")).isVisible();
      page.locator("#rotate-token").click();
      String first = intakeUrl(page).inputValue();
      assertThat(page.getByText("What it replaces works as well until")).isVisible();
      Looks.assertAccessible(page, "portal-rotated");
      Looks.shoot(page, "portal-rotated");
      page.getByText("I have it").click();
      assertThat(intakeUrl(page)).hasCount(0);

      page.getByText("Make a new intake URL…").click();
      page.locator("#rotate-token").click();
      String second = intakeUrl(page).inputValue();
      assertThat(second).isNotEqualTo(first);
      assertThat(post(first, Intake.sample("credas-1-name-check.json"))).isEqualTo(200);
      assertThat(post(second, Intake.sample("credas-4-id-document.json"))).isEqualTo(200);

      page.getByText("Make a new signing secret…").click();
      page.locator("#rotate-signing").click();
      assertThat(page.getByLabel("Signing secret").inputValue()).startsWith("whsec_");

      page.getByText("Demand a header…").click();
      page.getByLabel("Header name").fill("ApiKey");
      page.getByLabel("Header value").fill("abc");
      page.locator("#rotate-header").click();
      assertThat(page.locator("main")).containsText("ApiKey: ••••");
      assertThat(post(second, Intake.sample("credas-1-name-check.json"))).isEqualTo(401);

      page.getByText("Change the header…").click();
      page.locator("form#portal-header").evaluate("form => form.noValidate = true");
      page.getByLabel("Header name").fill("Api Key");
      page.getByLabel("Header value").fill("abc");
      page.locator("#rotate-header").click();
      assertThat(page.locator("#header-problem")).containsText("header name");
      assertThat(page.getByLabel("Header name")).hasValue("Api Key");
      assertThat(page.getByLabel("Header value")).hasValue("abc");
    }
  }

  @Test
  void aTestShowsWhatTheReceiverAnswersAsText() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Tested", callback());
      page.locator("#test").click();
      assertThat(page.getByText("The receiver took the test.")).isVisible();
      assertThat(page.locator("main")).containsText("200");
      assertThat(page.locator("pre")).hasText(HOSTILE);
      assertThat(heard).anySatisfy(each -> assertThat(each).startsWith("true {\"test\":true"));
      assertThat(page.locator(".latest")).hasCount(0);
      Looks.assertAccessible(page, "portal-test");
      Looks.shoot(page, "portal-test");

      make(page, "Guarded", "https://10.0.0.1/hook");
      page.locator("#test").click();
      assertThat(page.getByText("The test failed.")).isVisible();
      assertThat(page.locator("main")).containsText("must not be connected to");
      assertThat(page.locator("main")).containsText("10.0.0.1");
      Looks.assertAccessible(page, "portal-test-refused");
      Looks.shoot(page, "portal-test-refused");

      make(page, "Nowhere", "");
      assertThat(page.locator("#test")).hasCount(0);
    }
  }

  @Test
  void aPortalIsPausedResumedAndArchivedWhenNobodyIsBelowIt() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Parent", "");
      String parent = page.url();
      page.locator("#pause").click();
      assertThat(page.locator(".head-badges")).containsText("Paused");
      page.locator("#resume").click();
      assertThat(page.locator(".head-badges")).not().containsText("Paused");

      page.getByText("Add a portal below").click();
      page.getByLabel("Name", exactly()).fill("Only child");
      page.locator("#create").click();
      page.getByText("Go to the portal").click();
      String child = page.url();

      page.navigate(parent);
      page.getByText("Archive this portal…").click();
      page.locator("#do-archive").click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("has children that are not archived");
      Looks.assertAccessible(page, "portal-archive-refused");

      for (String each : List.of(child, parent)) {
        page.navigate(each);
        page.getByText("Archive this portal…").click();
        page.locator("#do-archive").click();
        assertThat(page.locator(".head-badges")).containsText("Archived");
        assertThat(page.locator("#do-archive")).hasCount(0);
      }
      Looks.assertAccessible(page, "portal-archived");
      page.navigate("/portals?name=only");
      assertThat(page.getByText("No portal matches")).isVisible();
    }
  }

  @Test
  void portalsAreFoundByNameWithWhoIsAboveThem() throws Exception {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Harbour Group", callback());
      for (String name : List.of("Harbour Lettings", "Harbour Sales")) {
        page.getByText("Add a portal below").click();
        page.getByLabel("Name", exactly()).fill(name);
        page.locator("#create").click();
        page.locator(".eyebrow").getByText("Harbour Group").click();
      }
      page.navigate("/portals?name=HARBOUR+LET");
      assertThat(page.locator(".portal-line")).hasCount(1);
      assertThat(page.locator(".portal-line")).containsText("Harbour Group /");

      page.navigate("/portals?provider=w2");
      assertThat(page.getByText("No portal matches")).isVisible();
      Looks.assertAccessible(page, "portals-none");

      Response wrong = page.navigate("/portals?parentId=7");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("7 is not accepted");

      page.navigate("/portals?name=harbour+group");
      page.getByText("All 2 portals below").click();
      assertThat(page.locator("h1")).hasText("Portals below Harbour Group");
      assertThat(page.locator(".portal-line")).hasCount(2);
      Looks.assertAccessible(page, "portals-below");

      page.navigate("/portals");
      page.locator("summary", new Page.LocatorOptions().setHasText("of Harbour Group")).click();
      assertThat(
              page.locator(".portal-link", new Page.LocatorOptions().setHasText("Harbour Sales")))
          .not()
          .isVisible();
      page.locator("summary", new Page.LocatorOptions().setHasText("of Harbour Group")).click();
      Looks.assertAccessible(page, "portals");
      Looks.shoot(page, "portals");
    }
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    try (Visitor visitor = visitor()) {
      for (String path :
          List.of(
              "/portal",
              "/portal?id=7",
              "/portal?id=00000000-0000-0000-0000-000000000000",
              "/portal-edit?id=7",
              "/portal-messages?id=7",
              "/portal-new?parent=7",
              "/portal-new?provider=nobody")) {
        assertThat(visitor.page().navigate(path).status()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void onlyWhatIsWatchedInsideAPageMayStandInOne() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      make(page, "Framed", "");
      String id = page.url().replaceFirst(".*id=", "");
      assertThat(page.navigate("/portal?id=" + id).headers().get("content-security-policy"))
          .contains("frame-ancestors 'none'");
      Response framed = page.navigate("/portal-messages?id=" + id);
      assertThat(framed.headers().get("content-security-policy"))
          .contains("frame-ancestors 'self'");
      assertThat(framed.text())
          .contains("content=\"5; url=/portal-messages?id=" + id + "&amp;looked=1\"");
      for (String rest : List.of("&rest=true", "&looked=360", "&looked=x")) {
        assertThat(page.navigate("/portal-messages?id=" + id + rest).text())
            .doesNotContain("http-equiv");
      }
    }
  }
}
