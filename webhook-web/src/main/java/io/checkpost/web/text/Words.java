package io.checkpost.web.text;

import io.checkpost.api.Certainty;
import io.checkpost.api.ChangeKind;
import io.checkpost.api.CheckType;
import io.checkpost.api.Outcome;
import io.checkpost.api.spi.Simulator;
import io.checkpost.api.spi.WebhookProvider;
import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.ApplicationSingleton;
import io.checkpost.ingest.configuration.SettingInForce;
import io.checkpost.ingest.journal.ClientIdFlag;
import io.checkpost.ingest.journal.Disposition;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.provider.Providers;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says things in the language of the page. */
@Named
@ApplicationSingleton
public final class Words {

  private static final String BUNDLE = "io.checkpost.web.text";
  private static final String DETAIL = "detail";

  /** The language of a page is its reader's, or else the default's: never the server's. */
  private static final ResourceBundle.Control NO_SERVER_LANGUAGE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final Providers providers;
  private final Supplier<Locale> locale;
  private final Supplier<ZoneId> zone;

  /** By family, language and provider: they are few, and each is made of many patterns. */
  private final Map<List<String>, Sentences> sentences = new ConcurrentHashMap<>();

  /** Creates the bean: it speaks the language of the page that is being made. */
  @Inject
  public Words(Providers providers) {
    this(providers, Words::localeOfPage, Words::zoneOfReader);
  }

  Words(Providers providers, Supplier<Locale> locale, Supplier<ZoneId> zone) {
    this.providers = providers;
    this.locale = locale;
    this.zone = zone;
  }

  private static ZoneId zoneOfReader() {
    FacesContext faces = FacesContext.getCurrentInstance();
    ZoneId chosen = faces == null ? null : Reader.preferences(faces).timeZone();
    return chosen == null ? ZoneId.systemDefault() : chosen;
  }

  private Locale locale() {
    return locale.get();
  }

  private static Locale localeOfPage() {
    FacesContext faces = FacesContext.getCurrentInstance();
    return faces == null || faces.getViewRoot() == null
        ? Locale.ENGLISH
        : faces.getViewRoot().getLocale();
  }

  private ResourceBundle bundle() {
    return ResourceBundle.getBundle(BUNDLE, locale(), NO_SERVER_LANGUAGE);
  }

  /**
   * Returns the text of a key with {@code {0}}, {@code {1}}, … filled in; the key itself where
   * there is none, so that a page shows what is missing and not an error.
   */
  public String text(String key, @Nullable Object... values) {
    return find(key, values).orElse(key);
  }

  private Optional<String> find(String key, @Nullable Object... values) {
    ResourceBundle bundle = bundle();
    return bundle.containsKey(key)
        ? Optional.of(new MessageFormat(bundle.getString(key), locale()).format(values))
        : Optional.empty();
  }

  /** Returns a sentence of Checkpost's own in the language of the page. */
  private String said(String family, String sentence) {
    return isEnglish() ? sentence : sentences(family).say(sentence).orElse(sentence);
  }

  private Sentences sentences(String family) {
    return sentences.computeIfAbsent(
        List.of(family, language()), key -> new Sentences().with(family, english(), bundle()));
  }

  private String language() {
    return locale().toLanguageTag();
  }

  private boolean isEnglish() {
    return bundle().getLocale().equals(Locale.ROOT);
  }

  private static ResourceBundle english() {
    return ResourceBundle.getBundle(BUNDLE, Locale.ROOT, NO_SERVER_LANGUAGE);
  }

  /** Returns the text of a code in a family of codes; for a code without one, the code spaced. */
  private String code(String family, String code) {
    return find(family + "." + code).orElseGet(() -> spaced(code));
  }

  /** Like {@link #code}, for a code of a provider. */
  private String code(String provider, String family, String code) {
    return findOf(provider, family + "." + code).orElseGet(() -> spaced(code));
  }

  /** Looks in a provider's own texts. What they lack, or fail to give, costs no page. */
  private Optional<String> findOf(String provider, String key) {
    try {
      return providers
          .find(provider)
          .flatMap(this::textsOf)
          .filter(texts -> texts.containsKey(key))
          .map(texts -> texts.getString(key));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private Optional<ResourceBundle> textsOf(WebhookProvider provider) {
    return textsOf(provider, locale());
  }

  private static Optional<ResourceBundle> textsOf(WebhookProvider provider, Locale language) {
    return provider
        .texts()
        .map(
            name ->
                ResourceBundle.getBundle(
                    name, language, provider.getClass().getClassLoader(), NO_SERVER_LANGUAGE));
  }

  /** Turns {@code VisualAnalysisResult} and {@code visual_analysis} into words. */
  private static String spaced(String code) {
    String words = code.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replace('_', ' ').strip();
    return words.isEmpty()
        ? code
        : words.substring(0, 1).toUpperCase(Locale.ROOT)
            + words.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Returns an outcome in a word or two. */
  public String outcome(Outcome outcome) {
    return code("outcome", outcome.code());
  }

  /** Returns the tone of an outcome: the name of its colours and its sign. */
  public String tone(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case REVIEW -> "review";
      case PENDING -> "pending";
      case UNCONFIRMED, UNRECOGNISED -> "unknown";
      case NOT_PERFORMED, CANCELLED, EXPIRED -> "neutral";
    };
  }

  /** Returns in a word how surely a meaning is known. */
  public String certainty(Certainty certainty) {
    return code("certainty", certainty.code());
  }

  /** Returns in a sentence how surely a meaning is known. */
  public String certaintyExplained(Certainty certainty, String provider) {
    return text("certainty." + certainty.code() + ".explained", provider(provider));
  }

  /** Returns the name of a provider's kind of check. */
  public String checkType(String provider, CheckType type) {
    return code(provider, "check-type", type.code());
  }

  /** Returns what kind of id that of the object of a provider's check is. */
  public String objectKind(String provider, CheckType type) {
    return findOf(provider, "object." + type.code()).orElseGet(() -> text("object.other"));
  }

  /** Returns in a sentence what became of a provider's kind of check. */
  public String says(String provider, CheckType type, Outcome outcome) {
    return text("says." + outcome.code(), checkType(provider, type));
  }

  /** Returns in words what changed. */
  public String kind(ChangeKind kind) {
    return code("kind", kind.code());
  }

  /** Returns in a word how a message ended at intake. */
  public String disposition(Disposition disposition) {
    return code("disposition", disposition.code());
  }

  /** Returns the tone of a disposition. */
  public String dispositionTone(Disposition disposition) {
    return disposition == Disposition.QUARANTINED ? "review" : "neutral";
  }

  /** Returns the name of a provider. */
  public String provider(String provider) {
    return providers
        .find(provider)
        .map(WebhookProvider::displayName)
        .orElseGet(() -> spaced(provider));
  }

  /** Returns in words what a provider's result field is about. */
  public String result(String provider, String field) {
    return code(provider, "result", field);
  }

  /** Returns the name of a provider's section of fields. */
  public String section(String provider, String name) {
    return find("section." + name).orElseGet(() -> code(provider, "section", name));
  }

  /** Returns the name of a provider's reported field, given by its path. */
  public String field(String provider, String path) {
    return findOf(provider, "field." + path).orElseGet(() -> path.substring(path.indexOf('.') + 1));
  }

  /** Returns in words why a message is in quarantine; {@code detail} for an unknown reason. */
  public String quarantine(String provider, @Nullable String reason, @Nullable String detail) {
    String key = "quarantine." + reason;
    return find(key)
        .or(() -> findOf(provider, key))
        .or(() -> Optional.ofNullable(quarantineDetail(provider, detail)))
        .orElseGet(() -> text("message.nothing"));
  }

  /** Returns in words why a provider says that it came out so; the code for an unknown reason. */
  public String reason(String provider, Reason reason) {
    return findOf(provider, "reason." + reason.code())
        .or(() -> Optional.ofNullable(reason.description()))
        .orElse(reason.code());
  }

  /** Returns in words what exactly is wrong with a message in quarantine; null for nothing. */
  public @Nullable String quarantineDetail(String provider, @Nullable String detail) {
    return detail == null || isEnglish() ? detail : details(provider).say(detail).orElse(detail);
  }

  /** A reader of bodies speaks by its provider's texts, and by what all of them share. */
  private Sentences details(String provider) {
    return sentences.computeIfAbsent(
        List.of(DETAIL, language(), provider),
        key -> detailsOf(provider).with(DETAIL, english(), bundle()));
  }

  private Sentences detailsOf(String provider) {
    try {
      return providers.find(provider).flatMap(this::detailsOf).orElseGet(Sentences::new);
    } catch (RuntimeException | LinkageError e) {
      return new Sentences();
    }
  }

  private Optional<Sentences> detailsOf(WebhookProvider provider) {
    return textsOf(provider, Locale.ROOT)
        .flatMap(
            english -> textsOf(provider).map(said -> new Sentences().with(DETAIL, english, said)));
  }

  /** Returns in words what a field accepts, as whoever refuses something else says it. */
  public String accepted(String accepted) {
    return said("accepted", accepted);
  }

  /** Returns in a sentence why something was not done. */
  public String refusal(Conflict refused) {
    return said("refusal", String.valueOf(refused.getMessage()));
  }

  /** Returns what a setting is. */
  public String setting(SettingInForce setting) {
    return find("setting." + setting.property()).orElse(setting.purpose());
  }

  /** Returns in a sentence why it is doubtful whose message it is. */
  public String clientIdFlag(ClientIdFlag flag) {
    return code("client-id-flag", flag.code());
  }

  /** Returns the name of a kind of message that a provider's simulator makes. */
  public String simulationKind(String provider, String kind) {
    return findOf(provider, "simulation.kind." + kind)
        .orElseGet(() -> code(provider, "check-type", kind));
  }

  /** Returns the name of a scenario of a provider's simulator. */
  public String simulationScenario(String provider, String scenario) {
    return code(provider, "simulation.scenario", scenario);
  }

  /** Returns what is chosen for a message of a provider's simulator. */
  public String simulationChoice(String provider, String choice) {
    return findOf(provider, "simulation.choice." + choice)
        .orElseGet(() -> result(provider, choice));
  }

  /** Returns a value that can be chosen: a code with its meaning, or the meaning of a name. */
  public String simulationOption(String provider, String choice, Simulator.Option option) {
    String value = option.value();
    String meaning =
        findOf(provider, "simulation." + choice + "." + value)
            .or(() -> findOf(provider, "simulation.value." + value))
            .or(() -> findOf(provider, choice + "." + value))
            .or(() -> Optional.ofNullable(option.label()))
            .orElse("");
    if (meaning.isEmpty()) {
      return value;
    }
    return value.matches("[a-z_]+") ? meaning : text("simulator.option", value, meaning);
  }

  /** Returns in words why a delivery's attempt failed. */
  public String deliveryCause(String cause) {
    return code("delivery.cause", cause);
  }

  /** Returns a phrase as it stands at the beginning of a sentence. */
  public String sentence(String phrase) {
    return phrase.isEmpty()
        ? phrase
        : phrase.substring(0, 1).toUpperCase(locale()) + phrase.substring(1);
  }

  /** Returns a text as it may stand in a query string. */
  public String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Returns a time in the reader's zone. */
  public String moment(Instant instant) {
    return time(instant, "format.moment");
  }

  /** Returns a time in the reader's zone, in the form that a text gives. */
  public String time(Instant instant, String form) {
    return DateTimeFormatter.ofPattern(text(form), locale()).withZone(zone.get()).format(instant);
  }

  /** Returns a time in the reader's zone, to the millisecond. */
  public String exactly(Instant instant) {
    return time(instant, "format.exact");
  }

  /** Returns the zone in which the reader's times are. */
  public ZoneId zone() {
    return zone.get();
  }

  /** Returns the name of the reader's zone. */
  public String getZone() {
    return zoneName(zone.get());
  }

  /** Returns a zone's name with its id. */
  public String zoneName(ZoneId zone) {
    String name = zone.getDisplayName(TextStyle.FULL, locale());
    return name.equals(zone.getId()) ? name : name + " (" + zone.getId() + ")";
  }
}
