package io.checkpost.web.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in another language what Checkpost itself says in English everywhere else, in answers of the
 * management API and in the log. English texts of a bundle are the patterns by which a sentence is
 * known, with {@code {0}}, {@code {1}}, … for what differs from one to the next; the text of the
 * same key in the other language is filled in with that, itself said in it where it can be.
 */
final class Sentences {

  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  /** The most exact first: what stays the same in it is longest. */
  private static final Comparator<Sentence> MOST_EXACT =
      Comparator.comparingInt(Sentence::exactness).reversed();

  private final List<Sentence> sentences = new ArrayList<>();

  private record Sentence(Pattern english, int exactness, String said) {}

  /** Takes the texts of a family of keys; those that were taken before are preferred. */
  Sentences with(String family, ResourceBundle english, ResourceBundle said) {
    List<Sentence> taken =
        english.keySet().stream()
            .filter(key -> key.startsWith(family + ".") && said.containsKey(key))
            .map(key -> sentence(plain(english.getString(key)), plain(said.getString(key))))
            .sorted(MOST_EXACT)
            .toList();
    sentences.addAll(taken);
    return this;
  }

  /** Bundles of patterns double their apostrophes; others have no two in a row. */
  private static String plain(String text) {
    return text.replace("''", "'");
  }

  private static Sentence sentence(String english, String said) {
    StringBuilder pattern = new StringBuilder();
    Matcher place = PLACE.matcher(english);
    int end = 0;
    while (place.find()) {
      pattern.append(Pattern.quote(english.substring(end, place.start())));
      pattern.append("(?<p").append(place.group(1)).append(">.+?)");
      end = place.end();
    }
    pattern.append(Pattern.quote(english.substring(end)));
    return new Sentence(
        Pattern.compile(pattern.toString(), Pattern.DOTALL),
        PLACE.matcher(english).replaceAll("").length(),
        said);
  }

  /** Returns what a sentence is in the other language; empty for one that is not known. */
  Optional<String> say(String sentence) {
    for (Sentence each : sentences) {
      Matcher known = each.english().matcher(sentence);
      if (known.matches()) {
        return Optional.of(filledIn(each.said(), known));
      }
    }
    return Optional.empty();
  }

  private String filledIn(String said, Matcher known) {
    return PLACE
        .matcher(said)
        .replaceAll((MatchResult place) -> Matcher.quoteReplacement(part(known, place.group(1))));
  }

  /** A part is shorter than the sentence that it is in, so this ends. */
  private String part(Matcher known, String place) {
    String part = known.group("p" + place);
    return say(part).orElse(part);
  }
}
