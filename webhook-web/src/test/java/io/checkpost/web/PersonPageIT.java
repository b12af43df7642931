package io.checkpost.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.checkpost.web.Browser.Visitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a person, and the search that leads to it, in a browser, on the packaged jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class PersonPageIT {

  private static final int MANY = 35;

  /** Went from review to failed, was passed by a person, and is open again. */
  private static final String ADA = "9811e0dc-7bbb-4fdf-be96-b8c7c105080f";

  /** Is known to two portals. */
  private static final String BOB = "1811e0dc-7bbb-4fdf-be96-b8c7c105080f";

  /** Has more changes than a page. */
  private static final String CAT = "2811e0dc-7bbb-4fdf-be96-b8c7c105080f";

  /** Was passed, failed, and passed as before within minutes. */
  private static final String DAN = "3811e0dc-7bbb-4fdf-be96-b8c7c105080f";

  /** Two sessions of one reference, and one of another. */
  private static final String FIRST_SESSION = "00eb2d04-1e98-44eb-a5d8-bbcfc1c536d7";

  private static final String SECOND_SESSION = "10eb2d04-1e98-44eb-a5d8-bbcfc1c536d7";
  private static final String OTHER_SESSION = "20eb2d04-1e98-44eb-a5d8-bbcfc1c536d7";
  private static final String REFERENCE = "Flat 7 & Garden";

  private final CheckpostProcess checkpost;
  private final Browser browser;
  private final Map<String, String> messages = new LinkedHashMap<>();

  PersonPageIT(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    checkpost = new CheckpostProcess(folder.resolve("home"));
  }

  @BeforeAll
  void receiveMessages() throws Exception {
    checkpost.start();
    Intake intake = new Intake(checkpost.baseUrl(), CheckpostProcess.API_KEY);
    String lettings =
        intake.portal(
            "credas",
            "Harbour Lettings",
            Map.of("right_to_rent", "verification-result", "right_to_work", "verification-result"));
    messages.put("review", intake.send(lettings, rightToRent(ADA, 23, 3)));
    messages.put("repeat", intake.send(lettings, rightToRent(ADA, 23, 3)));
    messages.put("failed", intake.send(lettings, rightToRent(ADA, 23, 2)));
    messages.put("remedied", intake.send(lettings, rightToRent(ADA, 23, 4)));
    intake.send(lettings, document(ADA, 5));
    intake.send(lettings, liveness(ADA, "7cb2e52f-da1a-4fb7-b9f9-000000000001"));
    messages.put("reopened", intake.send(lettings, rightToRent(ADA, 23, 7)));

    intake.send(lettings, rightToRent(BOB, 31, 1));
    String sales = intake.portal("credas", "Harbour Sales", Map.of());
    intake.send(sales, rightToRent(BOB, 31, 4));

    for (int i = 0; i < MANY; i++) {
      intake.send(lettings, liveness(CAT, "7cb2e52f-da1a-4fb7-b9f9-0000000001%02d".formatted(i)));
    }

    for (int status : List.of(1, 2, 1)) {
      intake.send(lettings, rightToRent(DAN, 41, status));
    }

    String w2 = intake.portal("w2", "Meridian Finance", Map.of());
    intake.send(w2, session(FIRST_SESSION, "CANCELED", REFERENCE, ",\"reason\":\"ID_BLURRY\"", ""));
    messages.put(
        "alert",
        intake.send(
            w2,
            session(
                SECOND_SESSION,
                "SUCCESS_DATA_CHANGED",
                REFERENCE,
                "",
                """
                ,"userdata":{
                  "firstname":{"status":"CHANGE","value":"SAMUEL","original":"OLIVIA"},
                  "lastname":{"status":"MATCH","value":"JONES"}}""")));
    intake.send(w2, session(OTHER_SESSION, "SUCCESS", "Flat 8", "", ""));
  }

  private static String rightToRent(String person, int check, int status) {
    return """
    {"UpdateType":7,"Payload":{"Id":%d,"Status":%d,"EntityId":"%s"}}"""
        .formatted(check, status, person);
  }

  private static String liveness(String person, String submission) {
    return """
    {"UpdateType":3,"Payload":{"EntityIdvEntryId":"%s","VerificationResult":1,"EntityId":"%s"}}"""
        .formatted(submission, person);
  }

  private static String document(String person, int face) {
    return """
    {"UpdateType":4,"Payload":{"EntityIdvEntryIdDocumentId":"4cb2e52f-da1a-4fb7-b9f9-03b5275422a9",
     "VerificationResult":5,"FacialMatchVerificationResult":%d,"NameCheckVerificationResult":1,
     "NfcCheckVerificationResult":0,"EntityId":"%s"}}"""
        .formatted(face, person);
  }

  private static String session(
      String session, String result, String reference, String more, String sections) {
    return """
    {"identificationprocess":{"result":"%s","type":"WEB","sessionId":"%s"%s},
     "customdata":{"custom1":"%s"}%s}"""
        .formatted(result, session, more, reference, sections);
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
    return Objects.requireNonNull(messages.get(name), name);
  }

  private static String person(String provider, String subject) {
    return "/person?provider=" + provider + "&subject=" + subject;
  }

  private static Locator standing(Page page, String check) {
    return page.locator(".standing", new Page.LocatorOptions().setHasText(check));
  }

  private static Locator changes(Page page) {
    return page.locator(".change");
  }

  @Test
  void whyARightToRentIsNotPassedIsTwoActionsAwayFromSigningIn() {
    try (Visitor visitor = browser.visitor(checkpost.baseUrl())) {
      Page page = visitor.page();
      page.navigate("/");

      // one: sign in
      visitor.enter("admin", CheckpostProcess.PASSWORD);
      // two: look for the person, by keyboard
      page.locator("#search").fill(ADA.toUpperCase(Locale.ROOT));
      page.locator("#search").press("Enter");

      assertThat(page).hasURL(checkpost.baseUrl() + person("credas", ADA));
      assertThat(standing(page, "Right to rent check is pending"))
          .containsText("Not passed yet: Status is Requested (code 7).");
    }
  }

  @Test
  void aMessageInTheListLeadsToItsPerson() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.setViewportSize(1280, 800);
      page.navigate("/messages?subject=" + ADA);
      page.locator(".person-link").first().click();
      assertThat(page).hasURL(checkpost.baseUrl() + person("credas", ADA));

      page.navigate("/message?id=" + message("failed"));
      page.getByText(ADA).click();
      assertThat(page).hasURL(checkpost.baseUrl() + person("credas", ADA));

      page.getByText("All messages about this person").first().click();
      assertThat(page.locator(".message-row")).hasCount(7);
    }
  }

  @Test
  void theWorstCheckComesFirstAndSaysWhichCodesKeepItFromPassing() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("credas", ADA));

      assertThat(page.locator("h1")).hasText("2 of 3 checks are not passed");
      assertThat(page.locator(".standing h3"))
          .hasText(
              new String[] {
                "ID document check failed",
                "Right to rent check is pending",
                "Liveness check passed"
              });
      assertThat(page.locator(".why"))
          .hasText(
              new String[] {
                "Not passed: Overall result is ManualFail (code 5), Face match is ManualFail"
                    + " (code 5).",
                "Not passed yet: Status is Requested (code 7)."
              });
      assertThat(standing(page, "Right to rent")).containsText("a decided check is open again");
      assertThat(standing(page, "Right to rent"))
          .containsText("or by the list chosen for this portal");
    }
  }

  @Test
  void everyChangeIsInOneTimeLineFromWhatToWhatAndWhy() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("credas", ADA));

      // the repeat is not among them
      assertThat(changes(page)).hasCount(6);
      assertThat(changes(page).nth(0))
          .hasText(
              Pattern.compile(
                  "Right to rent check\\s+from Passed\\s+→\\s+to Pending.*", Pattern.DOTALL));
      assertThat(changes(page).nth(0))
          .containsText("a decided check is open again: Status is Requested (code 7)");
      Locator remedied = changes(page).nth(3);
      assertThat(remedied)
          .hasText(Pattern.compile(".*from Failed\\s+→\\s+to Passed.*", Pattern.DOTALL));
      assertThat(remedied).containsText("a person decided: Status is ManualPass (code 4)");
      assertThat(changes(page).nth(4))
          .hasText(Pattern.compile(".*from Needs review.*Failed.*", Pattern.DOTALL));
      assertThat(changes(page).nth(5)).containsText("first result of this check");

      remedied.locator("a").first().click();
      assertThat(page).hasURL(checkpost.baseUrl() + "/message?id=" + message("remedied"));
    }
  }

  @Test
  void whatMayBeALateRedeliveryIsSaidToBe() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("credas", DAN));
      assertThat(changes(page)).hasCount(3);
      assertThat(changes(page).first()).containsText("a return, or a late redelivery");
      assertThat(changes(page).first()).containsText("the check went on");
      assertThat(page.locator(".flag")).hasCount(1);
    }
  }

  @Test
  void aLongTimeLineIsTheSameFromBothSides() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("credas", CAT));
      assertThat(page.locator("h1")).hasText("All %d checks are passed".formatted(MANY));
      assertThat(changes(page)).hasCount(30);
      List<String> first = changes(page).allTextContents();

      page.locator("a[rel=next]").click();
      assertThat(changes(page)).hasCount(MANY - 30);
      assertThat(page.locator("a[rel=next]")).hasCount(0);

      page.locator("a[rel=prev]").click();
      assertThat(changes(page)).hasCount(30);
      assertThat(changes(page).allTextContents()).isEqualTo(first);
      assertThat(page.locator("a[rel=prev]")).hasCount(0);
    }
  }

  @Test
  void twoPortalsMayReadOnePersonDifferentlyAndEachCanBeLookedAtAlone() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("credas", BOB));
      assertThat(page.locator("h1")).hasText("Right to rent check: result unconfirmed");
      assertThat(standing(page, "Harbour Sales")).containsText("It must not be read as a pass.");
      assertThat(standing(page, "Harbour Lettings")).containsText("Right to rent check passed");

      page.locator(".chips").getByText("Harbour Lettings").click();
      assertThat(page.locator(".standing")).hasCount(1);
      assertThat(changes(page)).hasCount(1);
      assertThat(page.locator("h1")).hasText("The only check is passed");

      page.locator(".chip").click();
      assertThat(page).hasURL(checkpost.baseUrl() + person("credas", BOB));
      assertThat(page.locator(".standing")).hasCount(2);

      Response wrong = page.navigate(person("credas", BOB) + "&portal=nonsense");
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(page.locator("#problem")).containsText("Portal: nonsense is not accepted");
    }
  }

  @Test
  void sessionsOfOneReferenceAreOnePersonsAndNothingPersonalIsShown() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      page.navigate(person("w2", SECOND_SESSION));

      assertThat(page.locator(".related li")).hasCount(1);
      assertThat(page.locator(".related")).containsText(FIRST_SESSION);
      assertThat(page.locator(".related")).containsText("Cancelled");
      assertThat(changes(page)).hasCount(2);
      assertThat(changes(page).nth(1)).containsText("Session " + FIRST_SESSION.substring(0, 8));

      Locator name =
          page.locator(".changes tr", new Page.LocatorOptions().setHasText("First name"));
      assertThat(name).containsText("O•••");
      assertThat(name).containsText("S•••");
      assertThat(name).containsText("Changed");
      assertThat(changes(page).first()).containsText("Other values than before: First name.");
      for (String personal : List.of("SAMUEL", "OLIVIA", "JONES", REFERENCE)) {
        assertThat(page.content()).doesNotContain(personal);
      }

      page.locator(".related a").click();
      assertThat(page).hasURL(checkpost.baseUrl() + person("w2", FIRST_SESSION));
      assertThat(page.locator("h1")).hasText("Identification was cancelled");
      assertThat(page.locator(".standing")).containsText("Reason given:");
      assertThat(page.locator(".standing")).containsText("ID_BLURRY");
    }
  }

  @Test
  void whomNobodyKnowsIsSaidInWords() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      for (String unknown :
          List.of(person("credas", "nobody"), person("w2", ADA), person("palms", ADA), "/person")) {
        Response response = page.navigate(unknown);
        assertThat(response.status()).as(unknown).isEqualTo(404);
        assertThat(page.locator("h1")).hasText("Nobody known by this id");
      }
      page.navigate(person("credas", "nobody<b>"));
      assertThat(page.locator("main dd").first()).hasText("nobody<b>");
    }
  }

  @Test
  void aSearchLeadsToWhateverItIsOrSaysWhatItLookedFor() {
    try (Visitor visitor = visitor()) {
      Page page = visitor.page();
      search(page, message("failed"));
      assertThat(page).hasURL(checkpost.baseUrl() + "/message?id=" + message("failed"));

      search(page, " " + SECOND_SESSION + " ");
      assertThat(page).hasURL(checkpost.baseUrl() + person("w2", SECOND_SESSION));

      search(page, REFERENCE);
      assertThat(page).hasURL(Pattern.compile(".*/messages\\?clientReference=Flat\\+7\\+%26.*"));
      assertThat(page.locator(".message-row")).hasCount(2);

      search(page, "<b>Ada</b> & Bob");
      assertThat(page.locator("h1")).hasText("Nothing found");
      assertThat(page.locator(".sought")).hasText("<b>Ada</b> & Bob");
      assertThat(page.locator("#search")).hasValue("<b>Ada</b> & Bob");

      page.navigate("/search");
      assertThat(page.locator("main")).containsText("are found whole only");
    }
  }

  private static void search(Page page, String sought) {
    page.locator("#search").fill(sought);
    page.locator(".search button").click();
  }

  @Test
  void everyPageIsAccessibleAndFitsEveryScreen() throws IOException {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("person", person("credas", ADA));
    pages.put("person-portals", person("credas", BOB));
    pages.put("person-returned", person("credas", DAN));
    pages.put("person-w2", person("w2", SECOND_SESSION));
    pages.put("person-unknown", person("credas", "nobody"));
    pages.put("search-nothing", "/search?q=Ada");
    try (Visitor visitor = visitor()) {
      for (Map.Entry<String, String> each : pages.entrySet()) {
        Response response = visitor.page().navigate(each.getValue());
        assertThat(response.status()).as(each.getKey()).isLessThan(500);
        Looks.assertAccessible(visitor.page(), each.getKey());
        Looks.shoot(visitor.page(), each.getKey());
      }
    }
  }
}
