package io.checkpost.ingest.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.ingest.json.JsonMembers;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One portal as the file says it, its references to the environment followed.
 *
 * @param key its name in the file
 * @param parentKey the name of the portal above it; null at the top of a tree
 * @param provider the provider's name
 * @param members its settings, and what else it has
 * @param token the token in its URL; null where the file leaves that open
 * @param signingSecret what relayed messages are signed with; null where the file leaves that open
 */
record FilePortal(
    String key,
    @Nullable String parentKey,
    String provider,
    JsonMembers members,
    @Nullable String token,
    @Nullable String signingSecret) {

  private static final int LONGEST_KEY = 100;
  private static final Pattern KEY = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{" + Secrets.TOKEN_LENGTH + "}");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.*)}");

  /** So that whoever may post a file cannot read the server's other secrets by it. */
  private static final Pattern VARIABLE = Pattern.compile("PORTAL_[A-Z0-9_]+");

  private static final List<String> MEMBERS =
      Stream.concat(
              Stream.of("provider", "parent", "token", "signingSecret"),
              GivenSettings.MEMBERS.stream())
          .toList();

  /**
   * Reads the portals of a document.
   *
   * @param environment gives the values of environment variables
   * @throws InvalidInput naming the member that is wrong by its path in the document
   */
  static List<FilePortal> of(ObjectNode document, Function<String, Optional<String>> environment) {
    JsonMembers portals = JsonMembers.of("", document).only("portals").object("portals");
    if (portals == null) {
      throw new InvalidInput("portals", null, "an object of portals by their keys");
    }
    return portals.names().stream().map(key -> portal(document, key, environment)).toList();
  }

  private static FilePortal portal(
      ObjectNode document, String key, Function<String, Optional<String>> environment) {
    if (key.length() > LONGEST_KEY || !KEY.matcher(key).matches()) {
      throw new InvalidInput(
          path(key),
          key,
          "a key of lower-case letters, digits and hyphens between them, at most "
              + LONGEST_KEY
              + " characters");
    }
    if (!(document.path("portals").path(key) instanceof ObjectNode object)) {
      throw new InvalidInput(path(key), null, "an object");
    }
    new References(environment).followIn(object, path(key));
    JsonMembers members = JsonMembers.of(path(key) + ".", object).only(MEMBERS);
    members.requiredText("name");
    return new FilePortal(
        key,
        members.text("parent"),
        members.requiredText("provider"),
        members,
        token(key, members.text("token")),
        signingSecret(key, members.text("signingSecret")));
  }

  static String path(String key) {
    return "portals." + key;
  }

  /** Puts the values of environment variables in the place of references to them. */
  private record References(Function<String, Optional<String>> environment) {

    /** Only secrets can be references: elsewhere the same signs stand for themselves. */
    void followIn(ObjectNode portal, String path) {
      follow(portal, path, "token");
      follow(portal, path, "signingSecret");
      if (portal.path("header") instanceof ObjectNode header) {
        follow(header, path + ".header", "value");
      }
      if (portal.path("relayHeaders") instanceof ObjectNode headers) {
        JsonMembers.of("", headers)
            .names()
            .forEach(name -> follow(headers, path + ".relayHeaders", name));
      }
    }

    private void follow(ObjectNode object, String path, String member) {
      JsonNode given = object.path(member);
      Matcher reference = REFERENCE.matcher(given.isTextual() ? given.textValue() : "");
      if (reference.matches()) {
        object.put(member, value(path + "." + member, reference.group(1)));
      }
    }

    private String value(String path, String variable) {
      if (!VARIABLE.matcher(variable).matches()) {
        throw new InvalidInput(
            path, null, "a value, or ${…} with an environment variable that begins with PORTAL_");
      }
      return environment
          .apply(variable)
          .orElseThrow(
              () ->
                  new InvalidInput(
                      path, null, "the environment variable " + variable + " to be set"));
    }
  }

  private static @Nullable String token(String key, @Nullable String given) {
    if (given != null && !TOKEN.matcher(given).matches()) {
      throw new InvalidInput(
          path(key) + ".token", null, Secrets.TOKEN_LENGTH + " characters of base64url");
    }
    return given;
  }

  private static @Nullable String signingSecret(String key, @Nullable String given) {
    if (given != null && !isSigningSecret(given)) {
      throw new InvalidInput(
          path(key) + ".signingSecret", null, "whsec_ and the base64 of 24 to 64 bytes");
    }
    return given;
  }

  private static boolean isSigningSecret(String text) {
    try {
      int bytes = Base64.getDecoder().decode(text.replaceFirst("^whsec_", "")).length;
      return text.startsWith("whsec_") && bytes >= 24 && bytes <= 64;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "FilePortal[" + key + "]";
  }
}
