package io.checkpost.ingest.alert;

/**
 * One thing that is wrong.
 *
 * @param subject what it is about, as an id; empty where there is only one of the kind. Kind and
 *     subject together are the alert
 * @param detail a sentence for a person, with ids and codes but no personal data
 */
public record Finding(String subject, String detail) {

  private static final int LONGEST_SUBJECT = 250;
  private static final int LONGEST_DETAIL = 1000;

  /** Creates a finding; what is too long for the table is cut. */
  public Finding {
    subject = cut(subject, LONGEST_SUBJECT);
    detail = cut(detail, LONGEST_DETAIL);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
