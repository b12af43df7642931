package io.checkpost.web.message;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fields that belong together.
 *
 * @param name the first part of their paths
 * @param fields the fields
 */
public record SectionView(String name, List<FieldView> fields) {

  /** The order in which a person looks for things; sections and fields not named come last. */
  private static final List<String> ORDER =
      List.of(
          "userdata.title",
          "userdata.firstname",
          "userdata.lastname",
          "userdata.birthname",
          "userdata.birthday",
          "userdata.birthplace",
          "userdata.gender",
          "userdata.nationality",
          "userdata.identlanguage",
          "userdata.address",
          "userdata.address.street",
          "userdata.address.streetnumber",
          "userdata.address.zipcode",
          "userdata.address.city",
          "userdata.address.country",
          "identificationdocument.type",
          "identificationdocument.number",
          "identificationdocument.country",
          "identificationdocument.issuedby",
          "identificationdocument.dateissued",
          "identificationdocument.validuntil",
          "contactdata.email",
          "contactdata.mobilephone",
          "customdata.custom1",
          "customdata.custom2",
          "customdata.custom3",
          "customdata.custom4",
          "customdata.custom5",
          "identificationprocess.type",
          "identificationprocess.identificationtime",
          "identificationprocess.reason");

  /** Creates a section; the list is copied. */
  public SectionView {
    fields = List.copyOf(fields);
  }

  /** Puts fields into sections, in the order in which a person looks for them. */
  static List<SectionView> of(Stream<FieldView> fields) {
    Map<String, List<FieldView>> bySection =
        fields
            .sorted(Comparator.comparingInt(SectionView::place))
            .collect(
                Collectors.groupingBy(
                    field -> section(field.path()), LinkedHashMap::new, Collectors.toList()));
    return bySection.entrySet().stream()
        .map(section -> new SectionView(section.getKey(), section.getValue()))
        .toList();
  }

  private static int place(FieldView field) {
    int place = ORDER.indexOf(field.path());
    return place < 0 ? ORDER.size() : place;
  }

  private static String section(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? "other" : path.substring(0, dot);
  }

  /** Tells whether the provider compared values before and now. */
  public boolean isCompared() {
    return fields.stream().anyMatch(FieldView::hasHistory);
  }
}
