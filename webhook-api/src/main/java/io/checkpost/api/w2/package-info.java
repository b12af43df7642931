/**
 * W2 (FullCircl) DVFC alerts as a team's own code sees them.
 *
 * <p>The page "Webhooks for DVFC (Alpha)" (docs.w2globaldata.com/webhooks/dvfc-alerts) names the
 * fields and the results. The service behind it is IDnow's, whose own manual explains what the page
 * leaves out: statuses of a field, further fields, and what most reasons mean.
 *
 * <p>Nearly every value here is personal data. {@code toString} of every type shows codes and
 * statuses only.
 */
@NullMarked
package io.checkpost.api.w2;

import org.jspecify.annotations.NullMarked;
