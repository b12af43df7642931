package io.checkpost.web.attention;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import io.checkpost.ingest.attention.AttentionFilter;
import io.checkpost.ingest.attention.AttentionKind;
import io.checkpost.ingest.attention.AttentionState;
import io.checkpost.web.list.FilterForm;
import java.util.List;

/** What the queue can be filtered by; the names are those of the management API. */
final class AttentionFilters {

  static final String STATE = "state";
  static final String KIND = "kind";
  static final String PORTAL = "portal";
  static final String CHECK_TYPE = "checkType";

  static final List<String> ALL = List.of(STATE, KIND, PORTAL, CHECK_TYPE);

  private AttentionFilters() {}

  /**
   * Returns what a form means.
   *
   * @throws io.checkpost.ingest.problem.InvalidInput when a value cannot be read
   */
  static AttentionFilter of(FilterForm form) {
    return new AttentionFilter(
        form.code(STATE, AttentionState::of, AttentionState.values(), AttentionState::code),
        form.code(KIND, AttentionKind::of, AttentionKind.values(), AttentionKind::code),
        form.read(PORTAL, PortalId::of, "a portal's id"),
        form.read(CHECK_TYPE, CheckType::new, "a name such as id_document"));
  }
}
