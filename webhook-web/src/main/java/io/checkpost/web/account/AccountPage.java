package io.checkpost.web.account;

import io.checkpost.ingest.access.Preferences;
import io.checkpost.ingest.access.Role;
import io.checkpost.ingest.access.SignedIn;
import io.checkpost.ingest.access.User;
import io.checkpost.ingest.access.UserChange;
import io.checkpost.ingest.access.Users;
import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.web.form.FormProblem;
import io.checkpost.web.security.PathAuthentication;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The account of who is signed in. */
@Named
@RequestScoped
public class AccountPage {

  private static final FormProblem GONE = new FormProblem(null, "account.gone");
  private static final FormProblem WRONG = new FormProblem("present", "account.password.wrong");

  /** Not the names for offsets, and not the abbreviations that mean several. */
  private static final Predicate<String> PLACE =
      Pattern.compile("(?!Etc/|SystemV/)[A-Z]\\w+/.+|UTC").asMatchPredicate();

  @Inject private FacesContext faces;
  @Inject private Users users;
  @Inject private Words words;

  private @Nullable User user;
  private @Nullable FormProblem problem;
  private boolean wrongPassword;
  private @Nullable String done;

  private @Nullable String language;
  private @Nullable String timeZone;
  private @Nullable String present;
  private @Nullable String password;

  @PostConstruct
  void load() {
    try {
      user = users.find(external().getRemoteUser()).orElse(null);
      problem = user == null ? GONE : null;
    } catch (DatabaseUnavailable e) {
      problem = new FormProblem(null, "form.unavailable");
    }
    if (user != null) {
      Preferences preferences = user.preferences();
      language = preferences.language();
      timeZone = Optional.ofNullable(preferences.timeZone()).map(ZoneId::getId).orElse(null);
    }
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  /** Takes how the user wants to read; the next page is so already. */
  public void prefer() throws IOException {
    problem =
        FormProblem.of(
            GONE,
            () ->
                users.change(
                    external().getRemoteUser(),
                    UserChange.none().withPreferences(Preferences.of(language, timeZone))));
    if (problem == null) {
      external().redirect(external().getRequestContextPath() + "/account?saved=yes");
    }
  }

  /** Gives the user another password, who stays signed in here and nowhere else. */
  public void changePassword() {
    problem = FormProblem.of(GONE, this::tryPassword);
  }

  private void tryPassword() {
    Optional<SignedIn> changed =
        users.changePassword(external().getRemoteUser(), typed(present), typed(password));
    if (changed.isPresent()) {
      PathAuthentication.remember((HttpServletRequest) external().getRequest(), changed.get());
      done = words.text("account.password.changed");
    } else {
      wrongPassword = true;
    }
  }

  private static String typed(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Returns in words who is signed in. */
  public String getLede() {
    return user == null ? "" : words.text("account.lede", user.name(), role(user.role()));
  }

  private String role(Role role) {
    return words.text("role." + role.code());
  }

  /** Returns the languages of the pages by their tags, each by its own name. */
  public Map<String, String> getLanguages() {
    Map<String, String> languages = new TreeMap<>();
    faces.getApplication().getSupportedLocales().forEachRemaining(each -> put(languages, each));
    put(languages, faces.getApplication().getDefaultLocale());
    return languages;
  }

  private void put(Map<String, String> languages, Locale locale) {
    languages.put(locale.toLanguageTag(), words.sentence(locale.getDisplayName(locale)));
  }

  /** Returns the time zones of places. */
  public List<String> getTimeZones() {
    return ZoneId.getAvailableZoneIds().stream().filter(PLACE).sorted().toList();
  }

  /** Returns the name of the zone that holds where none is chosen. */
  public String getServerZone() {
    return words.zoneName(ZoneId.systemDefault());
  }

  /** Returns what kept the form from being done; null for nothing. */
  public @Nullable FormProblem getProblem() {
    return wrongPassword ? WRONG : problem;
  }

  /** Returns in words what was just done; null for nothing. */
  public @Nullable String getDone() {
    boolean saved = external().getRequestParameterMap().containsKey("saved");
    return done == null && saved && problem == null ? words.text("account.saved") : done;
  }

  /** Returns the language tag that is chosen; null for the browser's. */
  public @Nullable String getLanguage() {
    return language;
  }

  /** Takes a language tag. */
  public void setLanguage(@Nullable String language) {
    this.language = language;
  }

  /** Returns the time zone that is chosen; null for the server's. */
  public @Nullable String getTimeZone() {
    return timeZone;
  }

  /** Takes a time zone. */
  public void setTimeZone(@Nullable String timeZone) {
    this.timeZone = timeZone;
  }

  /** Returns nothing: a password is not shown again. */
  public @Nullable String getPresent() {
    return null;
  }

  /** Takes the present password. */
  public void setPresent(@Nullable String present) {
    this.present = present;
  }

  /** Returns nothing: a password is not shown again. */
  public @Nullable String getPassword() {
    return null;
  }

  /** Takes the new password. */
  public void setPassword(@Nullable String password) {
    this.password = password;
  }
}
