package io.checkpost.web.administration;

import io.checkpost.ingest.access.Role;
import io.checkpost.ingest.access.User;
import io.checkpost.ingest.access.UserChange;
import io.checkpost.ingest.access.Users;
import io.checkpost.ingest.access.WithPassword;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.web.form.FormProblem;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The users: all of them, or the one whom {@code ?user=} names. */
@Named
@RequestScoped
public class AdministrationPage {

  private static final String PATH = "/administration";
  private static final FormProblem TAKEN = new FormProblem("name", "administration.users.taken");
  private static final FormProblem LAST = new FormProblem(null, "administration.users.last");

  @Inject private FacesContext faces;
  @Inject private Users users;
  @Inject private Words words;

  private List<User> list = List.of();
  private @Nullable User chosen;
  private boolean unavailable;
  private @Nullable FormProblem problem;
  private @Nullable String done;
  private @Nullable String generated;

  private @Nullable String name;
  private @Nullable String password;
  private String role = Role.VIEWER.code();

  /** Finds who is meant before anything of the page is asked for, on a POST, too. */
  @PostConstruct
  void load() {
    try {
      list = users.list();
      chosen =
          list.stream().filter(user -> user.name().equals(asked("user"))).findFirst().orElse(null);
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external().setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
    if (chosen != null) {
      role = chosen.role().code();
    }
  }

  /** Answers with an error when nobody has the name in the URL. */
  public void check() throws IOException {
    if (asked("user") != null && chosen == null && !unavailable) {
      external().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
      faces.responseComplete();
    }
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private @Nullable String asked(String parameter) {
    return external().getRequestParameterMap().get(parameter);
  }

  /** Adds a user. */
  public void add() {
    String given = name == null ? "" : name.strip();
    problem =
        FormProblem.of(
            TAKEN, () -> show("administration.users.added", users.create(given, role(), password)));
    if (problem == null) {
      name = null;
      load();
    }
  }

  private Role role() {
    return Role.of(role).orElseThrow();
  }

  /** Says what was done, and the password that was made with it. */
  private void show(String key, WithPassword changed) {
    done = words.text(key, changed.user().name(), roleInWords(changed.user()));
    generated = changed.generated().orElse(null);
  }

  private String roleInWords(User user) {
    return words.text("role." + user.role().code());
  }

  /** Gives the user another role. */
  public void changeRole() throws IOException {
    User user = chosen();
    problem =
        FormProblem.of(LAST, () -> users.change(user.name(), UserChange.none().withRole(role())));
    if (problem == null) {
      goOn(PATH + "?changed=" + words.encoded(user.name()));
    }
  }

  /** Gives the user another password, one that is made where none was typed. */
  public void changePassword() {
    problem =
        FormProblem.of(
            LAST,
            () ->
                users
                    .change(chosen().name(), UserChange.none().withPassword(password))
                    .ifPresent(changed -> show("administration.users.password-set", changed)));
  }

  /** Removes the user. */
  public void remove() throws IOException {
    User user = chosen();
    problem = FormProblem.of(LAST, () -> users.remove(user.name()));
    if (problem == null) {
      goOn(PATH + "?removed=" + words.encoded(user.name()));
    }
  }

  /** Whoever took their own role or account goes where they still may. */
  private void goOn(String path) throws IOException {
    external().redirect(external().getRequestContextPath() + (isSelf() ? "/" : path));
  }

  private User chosen() {
    return Objects.requireNonNull(chosen, "the page asks for the user first");
  }

  /** Returns all users. */
  public List<User> getUsers() {
    return list;
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }

  /** Returns whom the URL names; null for nobody. */
  public @Nullable User getChosen() {
    return chosen;
  }

  /** Tells whether the URL asks to remove the user, which is asked back about first. */
  public boolean isRemoving() {
    return chosen != null && asked("remove") != null;
  }

  /** Tells whether the user in the URL is the one who looks. */
  public boolean isSelf() {
    return chosen != null && isSelf(chosen);
  }

  /** Tells whether a user is the one who looks. */
  public boolean isSelf(User user) {
    return user.name().equals(external().getRemoteUser());
  }

  /** Returns the roles, from least to most. */
  public List<Role> getRoles() {
    return Arrays.asList(Role.values());
  }

  /** Returns what kept the form from being done; null for nothing. */
  public @Nullable FormProblem getProblem() {
    return problem;
  }

  /** Returns in words what was just done; null for nothing. */
  public @Nullable String getDone() {
    return done != null ? done : doneBefore().orElse(null);
  }

  /** Says what the page was left for, as far as it is so: a link may claim anything. */
  private Optional<String> doneBefore() {
    String removed = asked("removed");
    if (removed != null) {
      return named(removed).isEmpty() && !unavailable
          ? Optional.of(words.text("administration.users.removed", removed))
          : Optional.empty();
    }
    return Optional.ofNullable(asked("changed"))
        .flatMap(this::named)
        .map(user -> words.text("administration.users.changed", user.name(), roleInWords(user)));
  }

  private Optional<User> named(String sought) {
    return list.stream().filter(user -> user.name().equals(sought)).findFirst();
  }

  /** Returns the password that was just made; null for none. */
  public @Nullable String getGenerated() {
    return generated;
  }

  /** Returns the name that was typed. */
  public @Nullable String getName() {
    return name;
  }

  /** Takes a name. */
  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** Returns nothing: a password is not shown again. */
  public @Nullable String getPassword() {
    return null;
  }

  /** Takes a password. */
  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  /** Returns the code of the role that is chosen. */
  public String getRole() {
    return role;
  }

  /** Takes the code of a role. */
  public void setRole(String role) {
    this.role = role;
  }
}
