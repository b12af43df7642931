package io.checkpost.web.person;

import io.checkpost.api.MessageId;
import io.checkpost.api.PortalId;
import io.checkpost.api.ReportedField;
import io.checkpost.api.Update;
import io.checkpost.api.w2.ValueStatus;
import io.checkpost.ingest.check.CheckStanding;
import io.checkpost.ingest.check.PersonChange;
import io.checkpost.ingest.check.PersonFilter;
import io.checkpost.ingest.check.PersonStanding;
import io.checkpost.ingest.check.RelatedPerson;
import io.checkpost.ingest.check.ReportedUpdate;
import io.checkpost.ingest.check.Standings;
import io.checkpost.ingest.check.Timelines;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.paging.Page;
import io.checkpost.ingest.portal.Portals;
import io.checkpost.ingest.provider.Providers;
import io.checkpost.web.list.Choice;
import io.checkpost.web.list.ListView;
import io.checkpost.web.message.UpdateView;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person: where each check stands and why, then everything that changed. Personal values are
 * masked here and stay so: who needs one asks for it at the message that brought it.
 */
@Named
@RequestScoped
public class PersonPage {

  private static final int PAGE = 30;
  private static final Page<PersonChange> NOTHING = new Page<>(List.of(), null);
  private static final String PROVIDER = "provider";
  private static final String SUBJECT = "subject";
  private static final String PORTAL = "portal";

  /** Statuses by which a provider says that a value is another than before. */
  private static final Set<ValueStatus> NEWS =
      Set.of(ValueStatus.CHANGE, ValueStatus.NEW, ValueStatus.REDACTION);

  @Inject private FacesContext faces;
  @Inject private Standings standings;
  @Inject private Timelines timelines;
  @Inject private Messages messages;
  @Inject private Portals portals;
  @Inject private Providers providers;
  @Inject private Explanation explanation;
  @Inject private Words words;

  private ListView list;
  private @Nullable PersonStanding person;
  private Map<PortalId, String> names = Map.of();
  private List<StandingView> checks = List.of();
  private List<RelatedPerson> related = List.of();
  private List<ChangeView> changes = List.of();
  private Set<MessageId> tests = Set.of();

  @PostConstruct
  void begin() {
    list =
        new ListView(
            "person", List.of(PROVIDER, SUBJECT, PORTAL), faces.getExternalContext(), words);
  }

  /** Reads the URL and then what it asks for. */
  public void load() {
    list.load(this::read);
  }

  private void read() {
    PortalId portal = list.form().read(PORTAL, PortalId::of, "a portal's id");
    Optional<PersonStanding> found = standings.find(getProvider(), getSubject(), portal);
    if (found.isEmpty()) {
      faces.getExternalContext().setResponseStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    show(found.get(), portal);
  }

  private void show(PersonStanding found, @Nullable PortalId portal) {
    names = portals.names(found.portals());
    related = standings.related(found.provider(), found.subjectId(), portal).orElse(List.of());
    checks = found.checks().stream().map(check -> view(found.provider(), check)).toList();
    turnTo(new PersonFilter(found.provider(), found.subjectId(), portal, true));
    lookForTests(found);
    person = found;
  }

  private StandingView view(String provider, CheckStanding check) {
    Update update = check.update();
    UpdateView said = update == null ? null : masked(provider, update);
    return new StandingView(
        check,
        name(check.portalId()),
        explanation.of(provider, update),
        said == null ? null : said.reason(),
        said == null ? List.of() : said.compared());
  }

  private UpdateView masked(String provider, Update update) {
    ReportedUpdate reported = new ReportedUpdate(update, null, null, null, false);
    return new UpdateView(reported, field -> providers.mask(provider, field.name()));
  }

  /** What a test said must not be taken for what became of somebody. */
  private void lookForTests(PersonStanding found) {
    tests =
        messages.tests(
            Stream.concat(
                    found.checks().stream().map(CheckStanding::messageId),
                    changes.stream().map(change -> change.item().change().messageId()))
                .collect(Collectors.toSet()));
  }

  private void turnTo(PersonFilter filter) {
    List<PersonChange> items =
        list.turn(
            cursor -> timelines.list(filter, PAGE, cursor).orElse(NOTHING),
            cursor -> timelines.listNewer(filter, PAGE, cursor).orElse(NOTHING),
            PersonChange::place);
    changes = items.stream().map(item -> view(filter, item)).toList();
  }

  private ChangeView view(PersonFilter filter, PersonChange item) {
    Update update = item.update();
    return new ChangeView(
        item,
        name(item.portalId()),
        explanation.leading(filter.provider(), update),
        update == null ? "" : changedValues(filter.provider(), update),
        item.subjectId() != null && !item.subjectId().equals(filter.subjectId()));
  }

  private String changedValues(String provider, Update update) {
    return update.fields().stream()
        .filter(ReportedField::documented)
        .filter(PersonPage::isNews)
        .map(field -> words.field(provider, field.name()))
        .distinct()
        .collect(Collectors.joining(words.text("person.why.and")));
  }

  private static boolean isNews(ReportedField field) {
    return Optional.ofNullable(field.status())
        .flatMap(ValueStatus::of)
        .filter(NEWS::contains)
        .isPresent();
  }

  private String name(PortalId portal) {
    return names.getOrDefault(portal, "");
  }

  private PersonStanding person() {
    return Objects.requireNonNull(person, "the page asks isFound first");
  }

  /** Returns the pages of the time line. */
  public ListView getList() {
    return list;
  }

  /** Tells whether anybody is known by the id. */
  public boolean isFound() {
    return person != null;
  }

  /** Tells whether nobody is known by the id; not when that cannot be known. */
  public boolean isUnknown() {
    return person == null && list.isShown();
  }

  /** Returns the provider's name. */
  public String getProvider() {
    return Optional.ofNullable(list.given(PROVIDER)).orElse("");
  }

  /** Returns the person's id; as it was asked for when nobody is known by it. */
  public String getSubject() {
    return person == null
        ? Optional.ofNullable(list.given(SUBJECT)).orElse("")
        : person.subjectId();
  }

  /** Returns where the person stands, in one line. */
  public String getHeadline() {
    PersonStanding found = person();
    if (found.total() == 0) {
      return words.text("person.no-checks");
    }
    return switch (found.notPassed()) {
      case 0 -> words.text("person.all-passed", found.total());
      case 1 -> onlyOne(found.checks().get(0));
      default -> words.text("person.not-passed", found.notPassed(), found.total());
    };
  }

  private String onlyOne(CheckStanding check) {
    return words.says(getProvider(), check.checkType(), check.outcome());
  }

  /** Returns how many checks are passed, where the headline tells of the others only. */
  public int getPassed() {
    return person().total() - person().notPassed();
  }

  /** Returns the portals that know the person, by name. */
  public List<Choice> getPortals() {
    return person().portals().stream()
        .map(portal -> new Choice(portal.toString(), name(portal)))
        .sorted((one, other) -> String.CASE_INSENSITIVE_ORDER.compare(one.label(), other.label()))
        .toList();
  }

  /** Tells whether it matters which portal something is of. */
  public boolean isInSeveralPortals() {
    return person().portals().size() > 1;
  }

  /** Returns where each check stands, the worst first. */
  public List<StandingView> getChecks() {
    return checks;
  }

  /** Returns how many checks are not shown, which are passed more likely than not. */
  public int getMoreChecks() {
    return person().total() - checks.size();
  }

  /** Tells whether values that a provider compared are shown at once: there is one check only. */
  public boolean isComparedAtOnce() {
    return checks.stream().filter(check -> !check.compared().isEmpty()).count() == 1;
  }

  /** Returns those who have the same reference of the customer. */
  public List<RelatedPerson> getRelated() {
    return related;
  }

  /** Tells whether anything that is shown is known from a test. */
  public boolean isFromTests() {
    return !tests.isEmpty();
  }

  /** Tells whether a message is a test. */
  public boolean isTest(MessageId message) {
    return tests.contains(message);
  }

  /** Returns the changes of this page, newest first. */
  public List<ChangeView> getChanges() {
    return changes;
  }

  /** Returns the start of an id, which tells those of a page apart. */
  public String shortened(String id) {
    return id.length() <= 9 ? id : id.substring(0, 8) + "…";
  }
}
