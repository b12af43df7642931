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
 *       order of {@link io.checkpost.api.VerificationEvent#sequence()}. Different subjects are
 *       observed in parallel.
 *   <li><b>In a transaction of its own.</b> Each call of an observer runs in a new JTA transaction,
 *       with the request context active. It commits when the method returns and rolls back when the
 *       method throws.
 *   <li><b>Isolated.</b> An observer that throws holds back nobody else. The failure is logged with
 *       the message's id and the exception's type; the update stays owed to that observer, and is
 *       tried again, before later ones of its subject, at the next start.
 *   <li><b>{@code @ObservesAsync}</b> methods are not called: what CDI delivers asynchronously is
 *       kept in memory only, and lost with the process.
 *   <li><b>Beside it.</b> {@link io.checkpost.api.DeliveryDied} tells what became of Checkpost's
 *       own work: an ordinary CDI event, fired once, in no transaction, and not kept for later.
 * </ul>
 *
 * <p>Events hold personal data. {@code toString} of the types here shows ids and codes only; keep
 * it that way in your own logs.
 */
@NullMarked
package io.checkpost.api;

import org.jspecify.annotations.NullMarked;
