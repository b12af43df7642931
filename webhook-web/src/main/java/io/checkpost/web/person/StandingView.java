package io.checkpost.web.person;

import io.checkpost.api.w2.Reason;
import io.checkpost.ingest.check.CheckStanding;
import io.checkpost.web.message.SectionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check of the person as the page shows it.
 *
 * @param standing where it stands
 * @param portal the portal's name
 * @param why why it is not passed, in a sentence; null where it is, or nobody can say
 * @param reason the reason that the provider gave beside its codes; null for none
 * @param compared the values that the provider compared with those before, masked
 */
public record StandingView(
    CheckStanding standing,
    String portal,
    @Nullable String why,
    @Nullable Reason reason,
    List<SectionView> compared) {

  /** Creates it; the list is copied. */
  public StandingView {
    compared = List.copyOf(compared);
  }

  @Override
  public String toString() {
    return "StandingView[" + standing + "]";
  }
}
