package io.checkpost.web.messages;

import io.checkpost.ingest.access.Roles;
import io.checkpost.ingest.savedview.ViewUser;
import jakarta.faces.context.ExternalContext;

/** Who is in front of a page, as far as saved views care. */
final class ViewUsers {

  private ViewUsers() {}

  static ViewUser of(ExternalContext external) {
    return new ViewUser(external.getRemoteUser(), external.isUserInRole(Roles.OPERATOR));
  }
}
