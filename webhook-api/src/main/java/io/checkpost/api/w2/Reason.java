package io.checkpost.api.w2;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why an identification did not succeed. Open: the page "Webhooks for DVFC (Alpha)"
 * (docs.w2globaldata.com/webhooks/dvfc-alerts) lists six and links to a longer list, and says that
 * fraud reasons come in the same field without naming one. The catalogue has the six, those of
 * IDnow's manual for video identification, and those that typed clients of its automatic
 * identification know; the descriptions are paraphrases.
 *
 * <p>A reason never decides an outcome: the page's own sample gives {@code USER_CANCELLATION} as
 * the reason of a confirmed fraud.
 *
 * @param code the reason; in the catalogue's spelling where that has it, else as received
 * @param description what it means; null where nobody documented it
 * @param persistence whether a new attempt can cure it; null where no document says
 * @param results the results it is documented to come with; empty where no document says
 */
public record Reason(
    String code,
    @Nullable String description,
    @Nullable Persistence persistence,
    Set<IdentificationResult> results) {

  /** Whether a new attempt can cure what stopped an identification. */
  public enum Persistence {
    /** A new attempt will end the same way. */
    PERMANENT,
    /** A new attempt may succeed. */
    RETRYABLE
  }

  private static final List<Reason> CATALOGUE =
      List.of(
          w2("ID_BLURRY", "Too blurred to read the mandatory data"),
          w2("ID_GLARE", "Glare hides mandatory data"),
          w2("ID_DARKNESS", "Pictures too dark to read the data or judge the document"),
          w2("ID_DATA_COVERED", "Mandatory data was covered while the picture was taken"),
          w2("ID_PERSPECTIVE", "Held at an angle at which the document cannot be read or judged"),
          w2("ID_DATA_OTHER", "Mandatory data cannot be read for another reason"),
          automatic("ID_DATA", "Mandatory data cannot be read"),
          automatic("ID_OTHER", "Another problem with the document"),
          automatic("ID_NOT_SUPPORTED", "This kind of document is not supported"),
          automatic("ID_EXPIRED", "The document has expired"),
          automatic("ID_WRONG_SIDE", "The wrong side of the document was shown"),
          automatic("ID_DAMAGED", "The document is damaged"),
          automatic("ID_OUTWORN", "The document is worn out"),
          automatic("ID_HAS_STICKER", "A sticker is on the document"),
          automatic("ID_WRITTEN_ON", "The document was written on"),
          automatic("ID_BROKEN", "The document is broken"),
          automatic("ID_DAMAGED_OTHER", "The document is damaged in another way"),
          automatic(
              "ID_SECURITY_FEATURE_NOT_VISIBLE_NOT_FRAUD",
              "Security features cannot be seen; no fraud is suspected"),
          automatic(
              "ID_SECURITY_FEATURE_VIDEO_SHORT", "The video of the security features is too short"),
          automatic(
              "ID_SECURITY_FEATURE_VIDEO_CANNOT_BE_PLAYED",
              "The video of the security features cannot be played"),
          automatic(
              "ID_SECURITY_FEATURE_VIDEO_FILE_MISSING",
              "The video of the security features is missing"),
          automatic("ID_SECURITY_FEATURE_OTHER", "Another problem with the security features"),
          automatic("ID_SECOND_DOCUMENT", "A second document is needed"),
          automatic(
              "ID_SECOND_DOCUMENT_BAD_PHOTO_QUALITY", "The picture of the second document is bad"),
          automatic("ID_SECOND_DOCUMENT_DAMAGED", "The second document is damaged"),
          automatic("ID_SECOND_DOCUMENT_EXPIRED", "The second document has expired"),
          automatic("ID_SECOND_DOCUMENT_OTHER", "Another problem with the second document"),
          automatic("ID_NEED_ADDITIONAL_DOCUMENT", "A further document is needed"),
          automatic("USER_INVOICE_MISSING", "A proof of address is needed"),
          automatic("USER_OBSCURED", "The person cannot be seen properly"),
          automatic("SELFIE_BLURRY", "The selfie is blurred"),
          automatic("SELFIE_GLARE", "Glare on the selfie"),
          automatic("SELFIE_DARKNESS", "The selfie is too dark"),
          automatic("SELFIE_PERSPECTIVE", "The selfie was taken at a wrong angle"),
          automatic("SELFIE_OTHER", "Another problem with the selfie"),
          automatic("IDENT_CANNOT_BE_COMPLETED", "The identification cannot be completed"),
          automatic("IDENT_DISPLAY_ERROR", "The identification could not be displayed"),
          automatic("IDENT_OTHER", "Another problem with the identification"),
          automatic("TSP_WRONG_CONFIRMATION_TOKEN", "Signing: the confirmation code was wrong"),
          automatic("TSP_SIGNING_FAILED", "Signing failed"),
          automatic("TSP_CERTIFICATE_EXPIRED", "Signing: the certificate has expired"),
          automatic("BAD_PHOTO_QUALITY", "The pictures are bad"),
          automatic("USER_ID", "A problem with the person's document"),
          automatic("PHOTO_OTHER", "Another problem with the pictures"),
          automatic("OTHER_ERROR", "Another error"),
          video(
              "DATA_APPLICATION_ADDRESS",
              "The address given before is wrong",
              Persistence.PERMANENT),
          video("DATA_APPLICATION_DATA", "The data given before is wrong", Persistence.PERMANENT),
          video("DATA_ID_EXPIRED", "The document has expired", Persistence.RETRYABLE),
          video("OTHER_ABUSE", "The user misused the service", Persistence.RETRYABLE),
          video(
              "OTHER_MISCELLANEOUS_PERMANENT",
              "Another reason that a new attempt will not cure",
              Persistence.PERMANENT),
          video(
              "OTHER_MISCELLANEOUS_TEMPORARY",
              "Another reason that a new attempt may cure",
              Persistence.RETRYABLE),
          video("OTHER_TEST", "A test", Persistence.RETRYABLE),
          video("TECH_AUDIO", "No sound, or bad sound", Persistence.RETRYABLE),
          video("TECH_DISCONNECTED_VIDEO", "The video connection was lost", Persistence.RETRYABLE),
          video("TECH_DISCONNECTED_WEBSOCKET", "The connection was lost", Persistence.RETRYABLE),
          video("TECH_HOLOGRAM", "The holograms could not be seen", Persistence.RETRYABLE),
          video("TECH_ID_TYPE", "The kind of document could not be handled", Persistence.RETRYABLE),
          video(
              "TECH_IDENT_CODE_DELIVERY",
              "The identification code did not arrive",
              Persistence.RETRYABLE),
          video(
              "TECH_INTERNAL_SERVER_ERROR",
              "An error at the provider; not caused by the user",
              Persistence.RETRYABLE),
          video(
              "TECH_INTERNET_CONNECTION",
              "The internet connection was too weak",
              Persistence.RETRYABLE),
          video("TECH_LIGHTING", "Too dark or too bright", Persistence.RETRYABLE),
          video("TECH_PHOTO", "The pictures could not be taken or used", Persistence.RETRYABLE),
          video(
              "TECH_TIMEOUT",
              "The session ran into its time limit of 30 minutes",
              Persistence.RETRYABLE),
          video("TECH_VIDEO", "No picture, or a bad one", Persistence.RETRYABLE),
          video("USER_ABORT_WHILE_WAITING", "The user left while waiting", Persistence.RETRYABLE),
          video("USER_CANCELLATION", "The user broke off", Persistence.RETRYABLE),
          video(
              "USER_ID_NUMBER",
              "The document number could not be confirmed",
              Persistence.RETRYABLE),
          video(
              "USER_IDENT_CODE",
              "The identification code was not given or was wrong",
              Persistence.RETRYABLE),
          video("USER_LANGUAGE", "No common language", Persistence.PERMANENT),
          video("USER_NO_ID", "The user had no document", Persistence.RETRYABLE),
          video("USER_WRONG_PERSON", "It was not the person expected", Persistence.RETRYABLE));

  private static final Map<String, Reason> BY_CODE =
      CATALOGUE.stream().collect(Collectors.toUnmodifiableMap(Reason::code, Function.identity()));

  /** Creates a reason; the set is copied. */
  public Reason {
    results = Set.copyOf(results);
  }

  /** Returns every reason that a document describes. */
  public static List<Reason> catalogue() {
    return CATALOGUE;
  }

  /** Reads a reason whatever its case and separators; one that no document has is kept as it is. */
  public static Reason of(String text) {
    String stripped = text.strip();
    String code = stripped.toUpperCase(Locale.ROOT).replaceAll("[\\s_-]+", "_");
    return Optional.ofNullable(BY_CODE.get(code))
        .orElseGet(() -> new Reason(stripped, null, null, Set.of()));
  }

  /** Tells whether a document describes this reason. */
  public boolean isKnown() {
    return description != null;
  }

  private static Reason w2(String code, String description) {
    return new Reason(code, description, null, Set.of(IdentificationResult.CANCELED));
  }

  private static Reason automatic(String code, String description) {
    return new Reason(code, description, null, Set.of());
  }

  private static Reason video(String code, String description, Persistence persistence) {
    return new Reason(
        code,
        description,
        persistence,
        Set.of(IdentificationResult.ABORTED, IdentificationResult.CANCELED));
  }

  /** Shows codes of the catalogue only: what stands in their place may be free text. */
  @Override
  public String toString() {
    return "Reason[" + (isKnown() ? code : "not listed") + "]";
  }
}
