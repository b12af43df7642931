package io.checkpost.ingest.provider.w2;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The field paths that a document names: W2's page "Webhooks for DVFC (Alpha)", and IDnow's manual
 * of the service behind it for what the page leaves out.
 */
final class FieldNames {

  private static final Map<String, List<String>> BY_SECTION =
      Map.of(
          "identificationprocess",
          List.of(
              "reason",
              "identificationtime",
              "type",
              "transactionnumber",
              "companyid",
              "id",
              "filename",
              "href",
              "agentname"),
          "customdata",
          List.of("custom1", "custom2", "custom3", "custom4", "custom5"),
          "contactdata",
          List.of("mobilephone", "email"),
          "userdata",
          List.of(
              "birthday",
              "firstname",
              "birthplace",
              "nationality",
              "gender",
              "identlanguage",
              "lastname",
              "birthname",
              "title",
              "address",
              "address.street",
              "address.streetnumber",
              "address.city",
              "address.zipcode",
              "address.country"),
          "identificationdocument",
          List.of(
              "country",
              "number",
              "type",
              "validuntil",
              "issuedby",
              "dateissued",
              "driversclasses"),
          "attachments",
          List.of(
              "pdf",
              "xml",
              "audiolog",
              "idfrontside",
              "idbackside",
              "idholograms",
              "userface",
              "livenessscreenshot1"));

  private static final Set<String> PATHS =
      BY_SECTION.entrySet().stream()
          .map(FieldNames::paths)
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

  private FieldNames() {}

  static boolean isSection(String name) {
    return BY_SECTION.containsKey(name);
  }

  static boolean isDocumented(String path) {
    return PATHS.contains(path);
  }

  private static List<String> paths(Map.Entry<String, List<String>> section) {
    return section.getValue().stream().map(name -> section.getKey() + "." + name).toList();
  }
}
