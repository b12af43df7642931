/**
 * What a provider of webhooks implements to be understood by Checkpost.
 *
 * <p>A provider is one CDI bean that implements {@link io.checkpost.api.spi.WebhookProvider}. Its
 * name becomes the URL under which portals receive ({@code /hooks/{name}/{token}}); filters, pages
 * and the management API pick up its check types by themselves. It may come in a jar of its own.
 *
 * <h2>Reading</h2>
 *
 * <p>Senders cannot be made to send something else, and a result that was read wrongly lets
 * somebody in or turns somebody away. So:
 *
 * <ul>
 *   <li>a code that the provider's document has is {@link io.checkpost.api.Certainty#DOCUMENTED};
 *       one that it has not is {@link io.checkpost.api.Outcome#UNRECOGNISED} with its raw text, and
 *       never a pass;
 *   <li>two different values for one thing are {@linkplain
 *       io.checkpost.api.spi.NotUnderstoodException#ambiguous ambiguous}: quarantined, not
 *       resolved;
 *   <li>what nobody documented is kept as a {@link io.checkpost.api.ReportedField} of the update
 *       and decides nothing;
 *   <li>the {@link io.checkpost.api.Update} holds everything that makes one result differ from the
 *       next, for two with the same content are one: the second is a repeat and no event;
 *   <li>what is wrong is said by the field's name and kind. Details and exceptions are shown and
 *       logged, so they never hold a value.
 * </ul>
 *
 * <p>{@link io.checkpost.api.spi.JsonPart} reads JSON like that, with what is on every Jakarta EE
 * server. A provider may bring another reader in its jar, and bodies need not be JSON for it: what
 * it calls {@link io.checkpost.api.spi.Interpretation.NotJson} is answered 400.
 *
 * <h2>Texts</h2>
 *
 * <p>Pages call things by the resource bundle of {@link
 * io.checkpost.api.spi.WebhookProvider#texts()}, in the language of the page. All keys may be left
 * out; values are plain text.
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key</th><th>what it names</th><th>without it</th></tr>
 *   <tr><td>{@code check-type.<code>}</td><td>a kind of check</td><td>the code in words</td></tr>
 *   <tr><td>{@code object.<check type>}</td><td>what kind of id the checked object's is</td>
 *     <td>"Check id"</td></tr>
 *   <tr><td>{@code result.<name>}</td><td>a {@link io.checkpost.api.ResultCode}'s field</td>
 *     <td>the name in words</td></tr>
 *   <tr><td>{@code section.<name>}</td><td>fields of one first name</td>
 *     <td>the name in words</td></tr>
 *   <tr><td>{@code field.<name>}</td><td>a {@link io.checkpost.api.ReportedField}</td>
 *     <td>its name within the section</td></tr>
 *   <tr><td>{@code quarantine.<reason>}</td><td>a reason that is none of {@link
 *     io.checkpost.api.spi.QuarantineReason}</td><td>the detail</td></tr>
 *   <tr><td>{@code simulation.kind.<code>}</td><td>a kind of made-up message</td>
 *     <td>the check type of that code</td></tr>
 *   <tr><td>{@code simulation.scenario.<code>}</td><td>a scenario</td>
 *     <td>the code in words</td></tr>
 *   <tr><td>{@code simulation.choice.<name>}</td><td>what is chosen for it</td>
 *     <td>the result of that name</td></tr>
 *   <tr><td>{@code simulation.<choice>.<value>}</td><td>a value that can be chosen</td>
 *     <td>its label</td></tr>
 * </table>
 *
 * <h2>Simulating</h2>
 *
 * <p>A provider may offer a {@link io.checkpost.api.spi.Simulator}: what it makes is sent through
 * the same intake as everything else, marked as simulated, and read by the provider's own {@link
 * io.checkpost.api.spi.WebhookProvider#interpret}.
 */
@NullMarked
package io.checkpost.api.spi;

import org.jspecify.annotations.NullMarked;
