package io.checkpost.web.messages;

import io.checkpost.ingest.access.NotPermitted;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.savedview.SavedView;
import io.checkpost.ingest.savedview.SavedViewChange;
import io.checkpost.ingest.savedview.SavedViews;
import io.checkpost.ingest.savedview.ViewUser;
import io.checkpost.web.list.Addresses;
import io.checkpost.web.list.FilterForm;
import io.checkpost.web.list.ListView;
import io.checkpost.web.list.Posted;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The saved views of whoever looks. The filter in the URL is what can be saved; what is changed is
 * posted, each by a button whose name says what and whose value says which.
 */
@Named
@RequestScoped
public class SavedViewsPage {

  private static final String NAME = "name";
  private static final String SHARED = "shared";

  @Inject private FacesContext faces;
  @Inject private SavedViews views;
  @Inject private MessageFilters filters;
  @Inject private Words words;

  private ListView list;
  private List<SavedViewRow> rows = List.of();
  private @Nullable String problem;

  @PostConstruct
  void begin() {
    list = new ListView("messages", "/saved-views", MessageFilters.ALL, external(), words);
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  /** Does what is posted, and else, or where that cannot be done, reads what is there. */
  public void load() {
    list.load(
        () -> {
          if (!Posted.isIt(external()) || !act()) {
            read();
          }
        });
  }

  /** Tells whether what was posted is done, and the answer leads on. */
  private boolean act() {
    try {
      Posted.answerWith(external(), done(external().getRequestParameterMap()));
      return true;
    } catch (InvalidInput e) {
      if (!e.field().equals(NAME)) {
        throw e;
      }
      refuse("saved-views.problem.name", HttpServletResponse.SC_BAD_REQUEST);
    } catch (Conflict e) {
      refuse("saved-views.problem.conflict", HttpServletResponse.SC_CONFLICT);
    } catch (NotPermitted e) {
      refuse("saved-views.problem.operator", HttpServletResponse.SC_FORBIDDEN);
    }
    return false;
  }

  private void refuse(String key, int status) {
    problem = key;
    external().setResponseStatus(status);
  }

  /** Returns where it leads on to. */
  private String done(Map<String, String> posted) {
    String name = posted.getOrDefault(NAME, "");
    if (posted.containsKey("save")) {
      SavedView saved = views.save(name, posted.containsKey(SHARED), filter(), user());
      return address(saved);
    }
    if (posted.containsKey("rename")) {
      views.change(id(posted, "rename"), new SavedViewChange(name, null, null), user());
    } else if (posted.containsKey("share")) {
      views.change(id(posted, "share"), new SavedViewChange(null, true, null), user());
    } else if (posted.containsKey("unshare")) {
      views.change(id(posted, "unshare"), new SavedViewChange(null, false, null), user());
    } else if (posted.containsKey("remove")) {
      views.remove(id(posted, "remove"), user());
    }
    return Addresses.with(list.getPath(), "done", "yes");
  }

  private static UUID id(Map<String, String> posted, String action) {
    String id = posted.getOrDefault(action, "");
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(action, id, "the id of a saved view");
    }
  }

  private MessageFilter filter() {
    return MessageFilters.of(list.form(), words.zone());
  }

  private ViewUser user() {
    return ViewUsers.of(external());
  }

  private void read() {
    filters.offer(list);
    filter();
    ViewUser user = user();
    rows = views.list(user).stream().map(view -> row(view, user)).toList();
  }

  private SavedViewRow row(SavedView view, ViewUser user) {
    return new SavedViewRow(
        view,
        address(view),
        list.chips(form(view)),
        view.owner().equals(user.name()),
        user.mayChange(view));
  }

  private FilterForm form(SavedView view) {
    return MessageFilters.form(view.filter(), words.zone());
  }

  private String address(SavedView view) {
    return "/messages?" + form(view).query();
  }

  /** Returns the filter that can be saved. */
  public ListView getList() {
    return list;
  }

  /** Tells whether there is a filter that can be saved. */
  public boolean isSaving() {
    return list.isShown() && list.isFiltered() && !isPersonal();
  }

  /** Tells whether the filter is one that no view keeps. */
  public boolean isPersonal() {
    return list.given("subject") != null || list.given("clientReference") != null;
  }

  /** Returns the name that was given last. */
  public String getName() {
    Map<String, String> posted = external().getRequestParameterMap();
    return posted.containsKey("save") ? posted.getOrDefault(NAME, "") : "";
  }

  /** Returns the views, by name. */
  public List<SavedViewRow> getRows() {
    return rows;
  }

  /** Tells whether there is no view. */
  public boolean isUnused() {
    return rows.isEmpty() && list.isShown();
  }

  /** Tells whether something was changed right before. */
  public boolean isDone() {
    return external().getRequestParameterMap().containsKey("done");
  }

  /** Returns the key of what kept a view from being changed; null for nothing. */
  public @Nullable String getProblem() {
    return problem;
  }
}
