package io.checkpost.ingest.management;

import io.checkpost.ingest.access.User;

/** A user of the pages. */
record UserView(String name, String role, String createdAt, PreferencesView preferences)
    implements View {

  static UserView of(User user) {
    return new UserView(
        user.name(),
        user.role().code(),
        user.createdAt().toString(),
        PreferencesView.of(user.preferences()));
  }
}
