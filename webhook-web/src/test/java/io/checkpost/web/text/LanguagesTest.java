package io.checkpost.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.Outcome;
import io.checkpost.ingest.provider.Providers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void aReaderOfGermanIsSpokenToInGerman() {
    Words words = new Words(new Providers(List.of()), () -> Locale.GERMAN, () -> ZoneOffset.UTC);

    assertThat(words.outcome(Outcome.FAILED)).isEqualTo("Nicht bestanden");
    assertThat(words.outcome(Outcome.REVIEW)).isEqualTo("Manuell zu prüfen");
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
