/**
 * Credas status-update webhooks as a team's own code sees them: nine event types and the code lists
 * that Credas publishes.
 *
 * <p>The page "Status update webhooks | API" (partnersupport.credas.com, article 44002475149) says
 * which fields each of the nine types has, and never what their codes mean. The lists here are on
 * other pages of Credas, each named at its type. Two of them give the same number opposite
 * meanings, so a code is read by a list only where another page ties the list to that object;
 * everywhere else the outcome is {@link io.checkpost.api.Outcome#UNCONFIRMED} until the portal's
 * {@code codeLists} setting names the {@linkplain io.checkpost.api.credas.CodeList list} that
 * holds.
 *
 * <p>A field that Credas did not send is an empty {@code Optional}; a leading code that Credas did
 * not send is a {@link io.checkpost.api.ResultCode} whose code is null, never one that passed.
 */
@NullMarked
package io.checkpost.api.credas;

import org.jspecify.annotations.NullMarked;
