package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tree of three levels, whatever each says. One database for all of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayUrlsTest {

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store = TestDatabase.of(Dialect.H2);
  private final Portals portals = TestPortals.over(store, clock);

  @AfterAll
  void close() {
    store.close();
  }

  private static final String OFF = "off";
  private static final String INHERIT = "inherit";

  /** What each level says, and whose URL is used at each; "both": switched off with a URL. */
  @ParameterizedTest
  @CsvSource({
    "inherit, inherit, inherit, -,   -,      -",
    "own,     inherit, inherit, top, top,    top",
    "own,     own,     inherit, top, middle, middle",
    "own,     own,     own,     top, middle, leaf",
    "own,     inherit, own,     top, top,    leaf",
    "own,     off,     inherit, top, -,      -",
    "own,     off,     own,     top, -,      leaf",
    "own,     inherit, off,     top, top,    -",
    "own,     both,    inherit, top, -,      -",
    "own,     both,    own,     top, -,      leaf",
    "off,     inherit, inherit, -,   -,      -",
    "off,     own,     inherit, -,   middle, middle",
    "off,     inherit, own,     -,   -,      leaf",
    "both,    inherit, inherit, -,   -,      -",
    "inherit, own,     inherit, -,   middle, middle",
    "inherit, own,     off,     -,   middle, -",
    "inherit, inherit, own,     -,   -,      leaf",
  })
  void eachLevelUsesItsOwnUrlInheritsOneOrHasNone(
      String top, String middle, String leaf, String atTop, String atMiddle, String atLeaf) {
    Portal first = relaying("top", null, top);
    Portal second = relaying("middle", first.id(), middle);
    Portal third = relaying("leaf", second.id(), leaf);
    Map<PortalId, String> names =
        Map.of(first.id(), "top", second.id(), "middle", third.id(), "leaf");

    assertThat(List.of(first, second, third))
        .extracting(each -> from(each, names))
        .containsExactly(atTop, atMiddle, atLeaf);
    assertThat(portals.list(3, null).items())
        .extracting(each -> from(each, names))
        .containsExactly(atLeaf, atMiddle, atTop);
  }

  private Portal relaying(String name, @Nullable PortalId parent, String how) {
    clock.advance(Duration.ofMillis(1));
    boolean off = how.equals(OFF) || how.equals("both");
    String url = how.equals(OFF) || how.equals(INHERIT) ? null : "https://" + name + ".example/";
    return portals
        .create(
            "credas",
            parent,
            PortalSettings.named(name).withRelay(RelaySettings.INHERITED.withUrl(url).withOff(off)))
        .portal();
  }

  private static String from(Portal portal, Map<PortalId, String> names) {
    PortalId owner = portal.relay().effectiveFrom();
    String name = owner == null ? "-" : names.getOrDefault(owner, "?");
    assertThat(portal.relay().effectiveUrl())
        .isEqualTo(owner == null ? null : "https://" + name + ".example/");
    return name;
  }
}
