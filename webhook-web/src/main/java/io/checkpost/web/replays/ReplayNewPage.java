package io.checkpost.web.replays;

import io.checkpost.api.MessageId;
import io.checkpost.ingest.message.MessageFilter;
import io.checkpost.ingest.message.Messages;
import io.checkpost.ingest.problem.InvalidInput;
import io.checkpost.ingest.replay.Estimate;
import io.checkpost.ingest.replay.Replay;
import io.checkpost.ingest.replay.ReplayKind;
import io.checkpost.ingest.replay.ReplayRequest;
import io.checkpost.ingest.replay.Replays;
import io.checkpost.web.list.Addresses;
import io.checkpost.web.list.ListView;
import io.checkpost.web.list.Posted;
import io.checkpost.web.messages.MessageFilters;
import io.checkpost.web.text.Words;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before stored messages are replayed: which, what is done with them, and how many
 * that would be. Looking counts, and only a POST makes the replay. The messages are those that were
 * chosen one by one, or all that fit a filter.
 */
@Named
@RequestScoped
public class ReplayNewPage {

  private static final String KIND = "kind";
  private static final String OBSERVER = "observer";
  private static final String RATE = "rate";
  private static final String MESSAGE = "message";

  /** Says that messages are chosen one by one, so that no choice is not a choice of everything. */
  private static final String CHOSEN = "chosen";

  private static final List<String> FIELDS =
      Stream.concat(MessageFilters.ALL.stream(), Stream.of(KIND, OBSERVER, RATE)).toList();

  /** What the request calls what the page has under another name. */
  private static final Map<String, String> NAMES =
      Map.of("ratePerSecond", RATE, "filter.messages", MESSAGE);

  @Inject private FacesContext faces;
  @Inject private Replays replays;
  @Inject private Messages messages;
  @Inject private MessageFilters filters;
  @Inject private Words words;

  private ListView list;
  private Set<MessageId> chosen = Set.of();
  private @Nullable Estimate estimate;

  @PostConstruct
  void begin() {
    list = new ListView("messages", "/replay-new", FIELDS, external(), words);
  }

  private ExternalContext external() {
    return faces.getExternalContext();
  }

  /** Makes the replay that is posted, or else counts what it would be about. */
  public void load() {
    list.load(
        () -> {
          try {
            read();
          } catch (InvalidInput e) {
            throw new InvalidInput(name(e.field()), e.given(), e.accepted());
          }
        });
  }

  private static String name(String field) {
    return NAMES.getOrDefault(
        field, field.startsWith("filter.") ? field.substring("filter.".length()) : field);
  }

  private void read() {
    filters.offer(list);
    chosen = chosenOnes();
    if (isNothingChosen() || list.given(KIND) == null) {
      return;
    }
    Optional<ReplayRequest> request = request();
    if (Posted.isIt(external()) && request.isPresent()) {
      Replay made = replays.create(request.get(), external().getRemoteUser());
      Posted.answerWith(external(), "/replays?replay=" + made.id());
    } else {
      estimate = request.map(replays::estimate).orElseGet(() -> new Estimate(0, 0, false));
    }
  }

  private Set<MessageId> chosenOnes() {
    Set<MessageId> ids = new LinkedHashSet<>();
    String[] given = external().getRequestParameterValuesMap().get(MESSAGE);
    for (String id : given == null ? new String[0] : given) {
      try {
        ids.add(MessageId.of(id));
      } catch (IllegalArgumentException e) {
        throw new InvalidInput(MESSAGE, id, "a message's id");
      }
    }
    return ids;
  }

  /** Returns what is asked for; empty where that is about no message. */
  private Optional<ReplayRequest> request() {
    if (isChosen()) {
      return Optional.of(request(chosen, MessageFilter.EVERYTHING));
    }
    MessageFilter filter = MessageFilters.of(list.form(), words.zone());
    if (filter.clientReference() == null && filter.clientIdFlag() == null) {
      return Optional.of(request(Set.of(), filter));
    }
    Set<MessageId> found = foundBy(filter);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(request(found, MessageFilter.EVERYTHING));
  }

  /** A replay keeps no client reference: its messages are looked up now, and are not that many. */
  private Set<MessageId> foundBy(MessageFilter filter) {
    Set<MessageId> found = new LinkedHashSet<>(messages.ids(filter, Replays.MOST_CHOSEN + 1));
    if (found.size() > Replays.MOST_CHOSEN) {
      throw new InvalidInput(
          filter.clientReference() == null ? "clientIdFlag" : "clientReference",
          null,
          "what at most " + Replays.MOST_CHOSEN + " messages have; a time takes some off");
    }
    return found;
  }

  private ReplayRequest request(Set<MessageId> ids, MessageFilter filter) {
    return new ReplayRequest(kind(), ids, filter, list.given(OBSERVER), rate());
  }

  private ReplayKind kind() {
    String code = getKind();
    return Stream.of(ReplayKind.values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(KIND, code, "observe or reinterpret"));
  }

  private @Nullable Integer rate() {
    return list.form()
        .read(RATE, Integer::valueOf, "a whole number from 1 to " + Replays.HIGHEST_RATE);
  }

  /** Returns the filter. */
  public ListView getList() {
    return list;
  }

  /** Tells whether the messages are chosen one by one. */
  public boolean isChosen() {
    return !chosen.isEmpty() || external().getRequestParameterMap().containsKey(CHOSEN);
  }

  /** Tells whether messages were to be chosen and none was. */
  public boolean isNothingChosen() {
    return isChosen() && chosen.isEmpty() && list.isShown();
  }

  /** Returns the ids of the messages that were chosen. */
  public List<MessageId> getMessages() {
    return List.copyOf(chosen);
  }

  /** Returns what is done with each message. */
  public String getKind() {
    String kind = list.given(KIND);
    return kind == null ? ReplayKind.OBSERVE.code() : kind;
  }

  /** Returns the observers that it may be for. */
  public List<String> getObservers() {
    return replays.observers();
  }

  /** Returns the most messages a second where no other number is asked for. */
  public int getUsualRate() {
    return replays.usualRate();
  }

  /** Returns what it would do; null where that was not asked. */
  public @Nullable Estimate getEstimate() {
    return estimate;
  }

  /** Tells whether there is something to be replayed. */
  public boolean isStartable() {
    return estimate != null && estimate.messages() > 0;
  }

  /** Returns the address of the page as it is, to which the replay is posted. */
  public String getHere() {
    String address = list.getNewest();
    for (MessageId id : chosen) {
      address = Addresses.with(address, MESSAGE, id.toString());
    }
    return isChosen() ? Addresses.with(address, CHOSEN, "yes") : address;
  }
}
