package io.checkpost.web.administration;

import io.checkpost.ingest.access.ApiKey;
import io.checkpost.ingest.access.ApiKeys;
import io.checkpost.ingest.access.NewApiKey;
import io.checkpost.ingest.access.Role;
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
import org.jspecify.annotations.Nullable;

/** The keys of the management API; {@code ?remove=} names one that is to go. */
@Named
@RequestScoped
public class ApiKeysPage {

  private static final String PATH = "/administration/api-keys";
  private static final FormProblem TAKEN = new FormProblem("name", "administration.keys.taken");
  private static final FormProblem CONFIGURED =
      new FormProblem(null, "administration.keys.configured.explained");

  @Inject private FacesContext faces;
  @Inject private ApiKeys apiKeys;
  @Inject private Words words;

  private List<ApiKey> list = List.of();
  private @Nullable ApiKey chosen;
  private boolean unavailable;
  private @Nullable FormProblem problem;
  private @Nullable NewApiKey made;

  private @Nullable String name;
  private String role = Role.OPERATOR.code();

  /** Finds which is meant before anything of the page is asked for, on a POST, too. */
  @PostConstruct
  void load() {
    try {
      list = apiKeys.list();
      chosen =
          list.stream().filter(key -> key.id().toString().equals(asked())).findFirst().orElse(null);
    } catch (DatabaseUnavailable e) {
      unavailable = true;
      external().setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** Answers with an error when no key has the id in the URL. */
  public void check() throws IOException {
    if (asked() != null && chosen == null && !unavailable) {
      external().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
      faces.responseComplete();
    }
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  private @Nullable String asked() {
    return external().getRequestParameterMap().get("remove");
  }

  /** Makes a key, which is shown in this one answer. */
  public void add() {
    String given = name == null ? "" : name.strip();
    problem =
        FormProblem.of(TAKEN, () -> made = apiKeys.create(given, Role.of(role).orElseThrow()));
    if (problem == null) {
      name = null;
      load();
    }
  }

  /** Removes the key. */
  public void remove() throws IOException {
    ApiKey key = Objects.requireNonNull(chosen, "the page asks for the key first");
    problem = FormProblem.of(CONFIGURED, () -> apiKeys.remove(key.id()));
    if (problem == null) {
      external()
          .redirect(
              external().getRequestContextPath() + PATH + "?removed=" + words.encoded(key.name()));
    }
  }

  /** Returns all keys. */
  public List<ApiKey> getKeys() {
    return list;
  }

  /** Tells whether the database cannot be asked. */
  public boolean isUnavailable() {
    return unavailable;
  }

  /** Returns the key that is to go; null for none. */
  public @Nullable ApiKey getChosen() {
    return chosen;
  }

  /** Returns the roles, from least to most. */
  public List<Role> getRoles() {
    return Arrays.asList(Role.values());
  }

  /** Returns what kept the form from being done; null for nothing. */
  public @Nullable FormProblem getProblem() {
    return problem;
  }

  /** Returns the key that was just made; null for none. */
  public @Nullable NewApiKey getMade() {
    return made;
  }

  /** Returns the name of the key that was just removed; null when that is not so. */
  public @Nullable String getRemoved() {
    String removed = external().getRequestParameterMap().get("removed");
    boolean there = list.stream().anyMatch(key -> key.name().equals(removed));
    return there || unavailable ? null : removed;
  }

  /** Returns the name that was typed. */
  public @Nullable String getName() {
    return name;
  }

  /** Takes a name. */
  public void setName(@Nullable String name) {
    this.name = name;
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
