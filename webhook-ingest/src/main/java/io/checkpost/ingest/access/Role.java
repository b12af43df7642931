package io.checkpost.ingest.access;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user or an API key may do, from least to most. Each says itself which role comes with it,
 * so that one which is no step of this ladder can be added beside it.
 */
public enum Role {
  /** Sees everything, personal values masked. */
  VIEWER(Roles.VIEWER, null),
  /** Acts on what was received, and may see personal values and bodies. */
  OPERATOR(Roles.OPERATOR, VIEWER),
  /** Sets up portals, users, keys and what else Checkpost has. */
  ADMINISTRATOR(Roles.ADMINISTRATOR, OPERATOR);

  private static final String SEPARATOR = ",";

  private final String code;
  private final @Nullable Role included;

  Role(String code, @Nullable Role included) {
    this.code = code;
    this.included = included;
  }

  /** Returns the name in the API and for the container. */
  public String code() {
    return code;
  }

  /** Returns the codes of the role and of all that it has with it. */
  public Set<String> held() {
    Set<String> held = new LinkedHashSet<>();
    for (Role role = this; role != null; role = role.included) {
      held.add(role.code);
    }
    return held;
  }

  /** Returns the role of a code; empty for none. */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
  }

  /** Returns all codes, from least to most. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(Role::code).toList();
  }

  /** Reads the highest of stored roles; those of a newer version, unknown here, give nothing. */
  static Role ofStored(String codes) {
    return Arrays.stream(codes.split(SEPARATOR, -1))
        .flatMap(stored -> of(stored).stream())
        .max(Comparator.naturalOrder())
        .orElse(VIEWER);
  }
}
