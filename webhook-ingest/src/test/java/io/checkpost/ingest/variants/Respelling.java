package io.checkpost.ingest.variants;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** Writes the same JSON in another spelling: order, white space, case and separators of names. */
public final class Respelling {

  private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final List<String> SPACES = List.of("", "", " ", "\n", "\r\n\t");
  private static final List<String> SEPARATORS = List.of("", "", "", "_", "-", " ");

  private final Random random;

  private Respelling(Random random) {
    this.random = random;
  }

  /** Returns the value in a spelling that the random numbers choose. */
  public static String of(JsonNode value, Random random) {
    return new Respelling(random).write(value);
  }

  private String write(JsonNode value) {
    return space() + bare(value) + space();
  }

  private String bare(JsonNode value) {
    if (value.isObject()) {
      List<String> members = new ArrayList<>();
      value
          .properties()
          .forEach(
              member ->
                  members.add(
                      space() + '"' + name(member.getKey()) + "\":" + write(member.getValue())));
      Collections.shuffle(members, random);
      return "{" + String.join(",", members) + "}";
    }
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(write(item)));
      return "[" + String.join(",", items) + "]";
    }
    if (value.isIntegralNumber()) {
      return pick(List.of(value.asText(), value.asText() + ".0", '"' + value.asText() + '"'));
    }
    return value.isTextual() ? text(value) : value.toString();
  }

  private String text(JsonNode value) {
    String text = value.textValue();
    return GUID.matcher(text).matches()
        ? pick(
            List.of(
                value.toString(), '"' + text.toUpperCase(Locale.ROOT) + '"', "\"{" + text + "}\""))
        : value.toString();
  }

  private String name(String name) {
    StringBuilder respelled = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      respelled
          .append(pick(SEPARATORS))
          .append(random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    return respelled.toString();
  }

  private String space() {
    return pick(SPACES);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
