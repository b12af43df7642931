package io.checkpost.ingest.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.PortalId;
import io.checkpost.ingest.MutableClock;
import io.checkpost.ingest.database.Dialect;
import io.checkpost.ingest.database.TestDatabase;
import io.checkpost.ingest.paging.Cursor;
import io.checkpost.ingest.paging.Page;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class PortalForestTest {

  private static final PortalFilter TOP = new PortalFilter(null, null, null, true);

  private final MutableClock clock = new MutableClock();
  private final TestDatabase store;
  private final Portals portals;
  private final PortalForest forest;

  PortalForestTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    portals = TestPortals.over(store, clock, TestPortals.directory(store, clock));
    forest = new PortalForest(store.entities(), store.keyset(), store.settings(), clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private PortalId portal(String provider, String name, @Nullable PortalId parent) {
    clock.advance(Duration.ofMillis(1));
    return portals.create(provider, parent, PortalSettings.named(name)).portal().id();
  }

  private PortalId portal(String name, @Nullable PortalId parent) {
    return portal("credas", name, parent);
  }

  /** Writes a page as {@code reseller(north(leeds) south)}; … for what is not shown. */
  private static String drawn(List<PortalBranch> branches) {
    return branches.stream()
        .map(
            branch ->
                branch.portal().name()
                    + (branch.children() == 0
                        ? ""
                        : "("
                            + (branch.isCut() ? "…" + branch.children() : drawn(branch.below()))
                            + ")"))
        .collect(Collectors.joining(" "));
  }

  private String drawn(PortalFilter filter) {
    return drawn(forest.list(filter, 50, null).items());
  }

  @Test
  void aPageHasTheTopsOfTreesWithWhatIsBelowThem() {
    PortalId reseller = portal("reseller", null);
    PortalId north = portal("north", reseller);
    portal("leeds", north);
    portal("south", reseller);
    portals.archive(portal("gone", reseller));
    portal("w2", "other", null);

    assertThat(drawn(TOP)).isEqualTo("other reseller(south north(leeds))");
    assertThat(drawn(new PortalFilter(null, "credas", null, true)))
        .isEqualTo("reseller(south north(leeds))");
    assertThat(drawn(new PortalFilter(null, null, reseller, false)))
        .isEqualTo("south north(leeds)");
  }

  @Test
  void aNameIsFoundWhereverItStandsAndWhateverIsInIt() {
    PortalId reseller = portal("100%_Ltd!", null);
    portal("North of 100%_ltd! side", reseller);
    portal("1000 Ltd", null);

    assertThat(drawn(new PortalFilter("100%_LTD!", null, null, false)))
        .isEqualTo("North of 100%_ltd! side 100%_Ltd!(…1)");
    assertThat(drawn(new PortalFilter("%", null, null, false)))
        .isEqualTo("North of 100%_ltd! side 100%_Ltd!(…1)");
    assertThat(drawn(new PortalFilter("nobody", null, null, false))).isEmpty();
  }

  @Test
  void aPortalWithVeryManyBelowItIsShownWithoutThem() {
    PortalId reseller = portal("reseller", null);
    for (int i = 0; i < PortalForest.MOST_IN_PLACE; i++) {
      portal("c" + i, reseller);
    }
    assertThat(drawn(TOP)).startsWith("reseller(c19 c18").endsWith("c0)");

    portal("one too many", reseller);
    assertThat(drawn(TOP)).isEqualTo("reseller(…21)");
    assertThat(forest.list(new PortalFilter(null, null, reseller, false), 50, null).items())
        .hasSize(21);
  }

  @Test
  void pagesAreTheSameFromBothSides() {
    for (int i = 0; i < 5; i++) {
      portal("p" + i, null);
    }
    Page<PortalBranch> first = forest.list(TOP, 2, null);
    Page<PortalBranch> second = forest.list(TOP, 2, first.next());
    assertThat(drawn(second.items())).isEqualTo("p2 p1");

    Page<PortalBranch> back = forest.listNewer(TOP, 2, place(second.items().get(0)));
    assertThat(back.items()).isEqualTo(first.items());
    assertThat(back.next()).isNull();
  }

  private static String place(PortalBranch branch) {
    return new Cursor(branch.portal().createdAt(), branch.portal().id().value()).toString();
  }

  @Test
  void whoIsAboveIsNamedFromTheTop() {
    PortalId top = portal("top", null);
    PortalId middle = portal("middle", top);
    PortalId leaf = portal("leaf", middle);

    assertThat(forest.above(List.of(leaf, top, leaf)))
        .containsEntry(
            leaf, List.of(new NamedPortal(top, "top"), new NamedPortal(middle, "middle")))
        .containsEntry(top, List.of())
        .hasSize(2);
  }
}
