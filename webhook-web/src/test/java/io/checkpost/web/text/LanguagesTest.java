package io.checkpost.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Outcome;
import io.checkpost.api.spi.QuarantineReason;
import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.provider.Providers;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every language says all that English says, of the pages and of each provider. Bundles and
 * languages are found among the files of the whole project, so that a new one is checked without
 * being named here.
 */
class LanguagesTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path RESOURCES = Path.of("src", "main", "resources");

  /** The only bundle of patterns: those of providers are plain text. */
  private static final Path PAGES =
      PROJECT
          .resolve("webhook-web")
          .resolve(RESOURCES)
          .resolve(Path.of("io", "checkpost", "web", "text.properties"));

  private static final Path PROVIDERS =
      PROJECT
          .resolve("webhook-ingest")
          .resolve(RESOURCES)
          .resolve(Path.of("io", "checkpost", "ingest", "provider"));

  private static final String API = "webhook-api";
  private static final String INGEST = "webhook-ingest";
  private static final String WEB = "webhook-web";

  /** What only the management API or a file is told, and forms that have words of their own. */
  private static final List<String> ACCEPTED_ELSEWHERE =
      List.of(
          "management/",
          "json/",
          "access/",
          "savedview/",
          "portal/FilePortal.java",
          "portal/PortalFileApplication.java");

  /** Where pages ask before, or have words of their own. */
  private static final List<String> REFUSED_ELSEWHERE =
      List.of("access/", "attention/", "savedview/", "replay/", "relay/Deliveries.java");

  private static final Pattern TRANSLATION =
      Pattern.compile("(.+)_([a-z]{2,3}(?:_[A-Z]{2})?)\\.properties");

  /** A key as a whole: one that is put together of parts ends otherwise. */
  private static final Pattern ASKED =
      Pattern.compile("words\\.text\\(\\s*[\"']([A-Za-z0-9._-]+)[\"']\\s*[,)]");

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");
  private static final List<Integer> NUMBERS = List.of(0, 1, 2, 21, 1234);

  @Test
  void thePagesAreFoundInAnotherLanguageThanEnglish() throws IOException {
    assertThat(translations()).extracting(Translation::english).contains(PAGES);
  }

  @Test
  void everyProviderSpeaksTheLanguagesOfThePages() throws IOException {
    List<Path> files = files();
    List<Path> bundles = files.stream().filter(LanguagesTest::isOfProvider).toList();

    assertThat(bundles).hasSizeGreaterThan(2);
    for (Translation pages : translations()) {
      if (pages.english().equals(PAGES)) {
        assertThat(files)
            .as(pages.language())
            .containsAll(bundles.stream().map(each -> in(pages.language(), each)).toList());
      }
    }
  }

  @Test
  void everyWordThatAPageAsksForIsThere() throws IOException {
    Set<String> keys = read(PAGES).keySet();
    List<String> missing = new ArrayList<>();
    try (Stream<Path> sources =
        Files.walk(PROJECT.resolve(Path.of("webhook-web", "src", "main")))) {
      for (Path source : sources.filter(LanguagesTest::asksForWords).toList()) {
        ASKED
            .matcher(Files.readString(source))
            .results()
            .map(asked -> asked.group(1))
            .filter(key -> !keys.contains(key))
            .forEach(key -> missing.add(source.getFileName() + " asks for " + key));
      }
    }

    assertThat(missing).isEmpty();
  }

  private static boolean asksForWords(Path source) {
    return source.toString().endsWith(".java") || source.toString().endsWith(".xhtml");
  }

  @ParameterizedTest
  @MethodSource("translations")
  void aLanguageHasTheKeysOfEnglish(Translation translation) {
    assertThat(read(translation.file()).keySet()).isEqualTo(read(translation.english()).keySet());
  }

  @ParameterizedTest
  @MethodSource("translations")
  void noKeyStandsTwice(Translation translation) {
    assertThat(repeated(translation.file())).isEmpty();
    assertThat(repeated(translation.english())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("translations")
  void nothingIsEmptyUnlessItIsInEnglish(Translation translation) {
    assertThat(translation.texts())
        .allSatisfy(text -> assertThat(text.said().isBlank()).isEqualTo(text.english().isBlank()));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void spaceAtTheEndsIsKept(Translation translation) {
    assertThat(translation.texts())
        .allSatisfy(text -> assertThat(ends(text.said())).isEqualTo(ends(text.english())));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void whatIsFilledInIsTheSame(Translation translation) {
    assertThat(translation.texts())
        .allSatisfy(
            text -> assertThat(arguments(text.said())).isEqualTo(arguments(text.english())));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void everyPatternOfThePagesCanBeFilledIn(Translation translation) {
    if (translation.english().equals(PAGES)) {
      assertThat(translation.texts())
          .allSatisfy(
              text -> {
                MessageFormat pattern = new MessageFormat(text.said(), translation.locale());
                assertThat(NUMBERS)
                    .allSatisfy(
                        number ->
                            assertThat(pattern.format(new Object[] {number, number, number}))
                                .doesNotContain("{"));
              });
    }
  }

  /** A pattern swallows a single apostrophe; plain text shows both of a doubled one. */
  @ParameterizedTest
  @MethodSource("translations")
  void apostrophesAreWrittenAsTheirBundleReadsThem(Translation translation) {
    boolean patterns = translation.english().equals(PAGES);

    assertThat(translation.texts())
        .allSatisfy(
            text ->
                assertThat(patterns ? text.said().replace("''", "") : text.said())
                    .doesNotContain(patterns ? "'" : "''"));
  }

  @ParameterizedTest
  @MethodSource("translations")
  void aLanguageIsNotEnglish(Translation translation) {
    List<Text> sentences = translation.texts().stream().filter(Text::isSentence).toList();
    List<Text> copied =
        sentences.stream().filter(text -> text.said().equals(text.english())).toList();

    assertThat(copied).hasSizeLessThanOrEqualTo(sentences.size() / 20);
  }

  @ParameterizedTest
  @MethodSource("translations")
  void timesAndDirectionAreSaidAsTheyAreRead(Translation translation) {
    if (translation.english().equals(PAGES)) {
      Map<String, String> said = read(translation.file());

      assertThat(DateTimeFormatter.ofPattern(said.get("format.moment"), translation.locale()))
          .isNotNull();
      assertThat(said.get("direction")).isIn("ltr", "rtl");
    }
  }

  @Test
  void everySettingIsExplainedInEveryLanguage() {
    Map<String, String> english = read(PAGES);

    // a language has the keys of English
    assertThat(Settings.of(Map.of()).inForce())
        .allSatisfy(
            setting ->
                assertThat(english.getOrDefault("setting." + setting.property(), ""))
                    .as(setting.property())
                    .isEqualTo(setting.purpose().replace("'", "''")));
  }

  @Test
  void everyReasonForQuarantineIsExplainedInEveryLanguage() throws Exception {
    List<String> reasons = new ArrayList<>();
    for (Field reason : QuarantineReason.class.getFields()) {
      reasons.add(String.valueOf(reason.get(null)));
    }
    reasons.addAll(SaidInJava.of(sources(INGEST, path -> true), Map.of("Quarantined", 0)));
    reasons.addAll(SaidInJava.of(bodies(), Map.of("Problem", 0)));

    assertThat(reasons).hasSizeGreaterThan(10).contains("not_json", "broken_gzip", "ambiguous");
    assertThat(read(PAGES)).containsKeys(keys("quarantine.", reasons));
  }

  @Test
  void everyDocumentedReasonOfW2IsExplainedInEveryLanguage() {
    Map<String, String> english = read(PROVIDERS.resolve(Path.of("w2", "texts.properties")));

    assertThat(Reason.catalogue())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            reason ->
                assertThat(english.getOrDefault("reason." + reason.code(), ""))
                    .as(reason.code())
                    .isEqualTo(reason.description()));
  }

  private static String[] keys(String prefix, List<String> names) {
    return names.stream().map(prefix::concat).toArray(String[]::new);
  }

  /** Whatever is not named as said elsewhere may be shown by a page. */
  @Test
  void whatAFieldAcceptsIsSaidInEveryLanguage() throws IOException {
    List<String> said =
        new ArrayList<>(
            SaidInJava.of(
                sources(INGEST, path -> !isIn(path, ACCEPTED_ELSEWHERE)),
                Map.of("InvalidInput", 2)));
    said.addAll(
        SaidInJava.of(
            sources(INGEST, path -> path.endsWith("PortalTree.java")), Map.of("refused", 1)));
    said.addAll(SaidInJava.of(sources(WEB, path -> true), Map.of("InvalidInput", 2, "read", 2)));

    assertThat(said).hasSizeGreaterThan(40);
    assertSaid("accepted", said, List.of());
  }

  @Test
  void whyAPageRefusesIsSaidInEveryLanguage() throws IOException {
    List<String> said =
        SaidInJava.of(
            sources(INGEST, path -> !isIn(path, REFUSED_ELSEWHERE)), Map.of("Conflict", 0));

    assertThat(said).hasSizeGreaterThan(8);
    assertSaid("refusal", said, List.of());
  }

  @Test
  void whatIsWrongWithABodyIsSaidInEveryLanguage() throws IOException {
    assertSaid(
        "detail",
        details(path -> !isIn(path, List.of("provider/credas/", "provider/w2/"))),
        List.of());
    for (String provider : List.of("credas", "w2")) {
      List<String> said = details(path -> isIn(path, List.of("provider/" + provider + "/")));
      assertThat(said).hasSizeGreaterThan(4);
      assertSaid("detail", said, List.of(PROVIDERS.resolve(Path.of(provider, "texts.properties"))));
    }
  }

  private static List<String> details(Predicate<Path> where) throws IOException {
    List<String> said = new ArrayList<>();
    List<Path> sources = new ArrayList<>(sources(INGEST, where));
    sources.addAll(sources(API, where));
    said.addAll(
        SaidInJava.of(
            sources,
            Map.of("NotUnderstoodException", 1, "Quarantined", 1, "NotJson", 0, "notJson", 0)));
    said.addAll(SaidInJava.of(sources, Map.of("malformed", 2)));
    said.addAll(SaidInJava.of(sources, Map.of("OtherWebhook", 0, "Topic", 0, "Identifier", 0)));
    said.addAll(SaidInJava.of(bodies().stream().filter(where).toList(), Map.of("Problem", 1)));
    return said;
  }

  private static List<Path> bodies() throws IOException {
    return sources(INGEST, path -> path.endsWith(Path.of("intake", "Body.java")));
  }

  /** Says in each language what is said in Java. */
  private static void assertSaid(String family, List<String> said, List<Path> more)
      throws IOException {
    for (Translation pages : translations()) {
      if (pages.english().equals(PAGES)) {
        Sentences sentences = new Sentences();
        for (Path english : more) {
          sentences.with(family, bundle(english), bundle(in(pages.language(), english)));
        }
        sentences.with(family, bundle(PAGES), bundle(pages.file()));
        assertThat(said.stream().filter(each -> sentences.say(each).isEmpty()))
            .as("no %s.… is as this in %s", family, PAGES.getFileName())
            .isEmpty();
      }
    }
  }

  private static PropertyResourceBundle bundle(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new PropertyResourceBundle(reader);
    }
  }

  private static boolean isIn(Path source, List<String> places) {
    String path = source.toString().replace(File.separatorChar, '/');
    return places.stream().anyMatch(place -> path.contains("/" + place));
  }

  private static List<Path> sources(String module, Predicate<Path> where) throws IOException {
    try (Stream<Path> all =
        Files.walk(PROJECT.resolve(Path.of(module, "src", "main", "java", "io", "checkpost")))) {
      return all.filter(path -> path.toString().endsWith(".java")).filter(where).toList();
    }
  }

  @Test
  void aReaderOfGermanIsSpokenToInGerman() {
    Words words = new Words(new Providers(List.of()), () -> Locale.GERMAN, () -> ZoneOffset.UTC);

    assertThat(words.outcome(Outcome.FAILED)).isEqualTo("Nicht bestanden");
    assertThat(words.outcome(Outcome.REVIEW)).isEqualTo("Manuell zu prüfen");
    assertThat(words.accepted("1 to 100 characters on one line"))
        .isEqualTo("1 bis 100 Zeichen in einer Zeile");
    assertThat(words.refusal(new Conflict("The portal is archived.")))
        .isEqualTo("Das Portal ist archiviert.");
    assertThat(words.quarantineDetail("nobody", "Items is a text; accepted: an array of objects"))
        .isEqualTo("Items ist ein Text; zulässig: eine Liste von Objekten");
    assertThat(words.reason("nobody", Reason.of("something new"))).isEqualTo("something new");
    assertThat(words.text("deliveries.age", words.text("deliveries.age.minutes", 1)))
        .isEqualTo("vor 1 Minute");
    assertThat(words.text("person.not-passed", 2, 1234))
        .isEqualTo("2 von 1.234 Prüfungen gelten nicht als bestanden");
  }

  static List<Translation> translations() throws IOException {
    List<Translation> found = new ArrayList<>();
    for (Path file : files()) {
      Matcher name = TRANSLATION.matcher(file.getFileName().toString());
      if (name.matches()) {
        Path english = file.resolveSibling(name.group(1) + ".properties");
        if (Files.exists(english)) {
          found.add(new Translation(english, file, name.group(2)));
        }
      }
    }
    return found;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> modules = Files.find(PROJECT, 2, (path, facts) -> facts.isDirectory())) {
      List<Path> found = new ArrayList<>();
      for (Path resources : modules.map(each -> each.resolve(RESOURCES)).toList()) {
        if (Files.isDirectory(resources)) {
          found.addAll(propertiesIn(resources));
        }
      }
      return found;
    }
  }

  private static List<Path> propertiesIn(Path resources) throws IOException {
    try (Stream<Path> all = Files.walk(resources)) {
      return all.filter(path -> path.toString().endsWith(".properties")).toList();
    }
  }

  private static boolean isOfProvider(Path file) {
    return !TRANSLATION.matcher(file.getFileName().toString()).matches()
        && read(file).keySet().stream().anyMatch(key -> key.startsWith("check-type."));
  }

  private static Path in(String language, Path english) {
    String name = english.getFileName().toString();
    return english.resolveSibling(name.replace(".properties", "_" + language + ".properties"));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = load(file, new Properties());
    Map<String, String> read = new TreeMap<>();
    properties.forEach((key, value) -> read.put(key.toString(), value.toString()));
    return read;
  }

  /** Of two lines with one key the second holds without a word; merged branches leave such. */
  private static List<Object> repeated(Path file) {
    List<Object> repeated = new ArrayList<>();
    load(
        file,
        new Properties() {
          @Override
          public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
              repeated.add(key);
            }
            return super.put(key, value);
          }
        });
    return repeated;
  }

  private static Properties load(Path file, Properties properties) {
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT
        .matcher(text)
        .results()
        .map((MatchResult argument) -> argument.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String ends(String text) {
    return text.isBlank() ? text : text.replace(text.strip(), "|");
  }

  /** A file of a language and the English one beside it. */
  record Translation(Path english, Path file, String language) {

    Locale locale() {
      return Locale.forLanguageTag(language.replace('_', '-'));
    }

    /** What both have. */
    List<Text> texts() {
      Map<String, String> said = read(file);
      return read(english).entrySet().stream()
          .filter(each -> said.containsKey(each.getKey()))
          .map(
              each ->
                  new Text(
                      each.getKey(),
                      each.getValue(),
                      Objects.requireNonNull(said.get(each.getKey()))))
          .toList();
    }

    @Override
    public String toString() {
      return PROJECT.relativize(file).toString();
    }
  }

  /** A text in both languages. */
  record Text(String key, String english, String said) {

    boolean isSentence() {
      return Arrays.stream(english.strip().split("\\s+")).count() > 3;
    }
  }
}
