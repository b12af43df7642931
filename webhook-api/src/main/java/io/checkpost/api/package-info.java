/**
 * What a team's own code sees of Checkpost: the events of identity checks and their values.
 *
 * <h2>Observing</h2>
 *
 * <p>An observer is an ordinary CDI method in a bean of your own:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Lettings {
 *   void decided(@Observes RightToRentUpdate update) {
 *     if (update.outcome() == Outcome.PASSED && update.certainty() != Certainty.UNKNOWN) {
 *       tenancies.release(update.subjectId());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <h2>The observer contract</h2>
 *
 * <ul>
 *   <li><b>What.</b> An observer of {@link io.checkpost.api.VerificationEvent} or of a type below
 *       it receives every <em>changed</em> update of every accepted message. An update that repeats
 *       the last one of its check is not news and does not come; a return to earlier content does.
 *       {@link io.checkpost.api.MessageAccepted} comes once for each accepted message, after its
 *       updates, and {@link io.checkpost.api.MessageQuarantined} once for each quarantined one.
 *   <li><b>When.</b> After the message is durable and its sender may have been answered. Nothing an
 *       observer does or fails to do changes what the sender is told.
 *   <li><b>At least once.</b> What was accepted and not yet observed when the process died is
 *       observed after the restart. An observer can therefore see an update twice: make it
 *       idempotent by {@link io.checkpost.api.VerificationEvent#messageId()} with {@link
 *       io.checkpost.api.VerificationEvent#sequence()}.
 *   <li><b>In order.</b> All updates of one subject come to an observer one after the other, in the
 *       order of {@link io.checkpost.api.VerificationEvent#sequence()}, the event of a message
 *       after its updates. Different subjects are observed in parallel. While an update is tried
 *       again, later ones of its subject wait for it, for {@code checkpost.observer.order-hold} (15
 *       minutes) at most, and for that observer only; then they pass, and the one that is still
 *       tried says {@link io.checkpost.api.Circumstances#outOfOrder()}. Observers of one event are
 *       called in the order of {@code @Priority}.
 *   <li><b>In a transaction of its own.</b> Each call of an observer runs in a new JTA transaction,
 *       with a request context of its own. It commits when the method returns and rolls back when
 *       the method throws.
 *   <li><b>Isolated.</b> An observer that throws holds back nobody else. It is called again with
 *       growing waits ({@code checkpost.observer.retry-first}, {@code retry-longest}, with up to a
 *       quarter of jitter), {@code retry-attempts} times in all; {@link
 *       io.checkpost.api.Circumstances#attempt()} counts. After that the event is a dead letter of
 *       this observer, {@link io.checkpost.api.ObserverDied} is fired, and a person can have it
 *       tried again. Of an exception its type is kept and logged, never its text.
 *   <li><b>Across deployments.</b> An observer is known by class, method and event type, or by its
 *       {@link io.checkpost.api.ObserverName}. A new one receives from then on. What one is owed
 *       that is no longer deployed is kept until it comes back or a person closes it.
 *   <li><b>Replays.</b> What a person asks to be observed again says {@link
 *       io.checkpost.api.Circumstances#replay()}. Replays of one subject are in order among
 *       themselves, and in no order with what is new.
 *   <li><b>{@code @ObservesAsync}</b> methods are called once for each event, after its other
 *       observers were called for the first time, in no order, without a transaction. That is kept
 *       in memory only: it is lost with the process or when thousands wait, and what such a method
 *       throws vanishes.
 *   <li><b>What CDI has and this has not.</b> An observer with a transaction phase ({@code during})
 *       or an {@code EventMetadata} parameter is refused at deployment. A conditional one ({@code
 *       IF_EXISTS}) that is not called counts as called. Events carry no qualifiers.
 *   <li><b>Beside it.</b> {@link io.checkpost.api.ObserverDied}, {@link
 *       io.checkpost.api.DeliveryDied} and {@link io.checkpost.api.PortalSilent} tell what became
 *       of Checkpost's own work: ordinary CDI events, fired once, in no transaction, and not kept
 *       for later.
 * </ul>
 *
 * <p>Events hold personal data. {@code toString} of the types here shows ids and codes only; keep
 * it that way in your own logs.
 */
@NullMarked
package io.checkpost.api;

import org.jspecify.annotations.NullMarked;
