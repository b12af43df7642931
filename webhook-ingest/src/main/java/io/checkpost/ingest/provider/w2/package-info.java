/**
 * W2 (FullCircl) DVFC webhooks: the alert, the newer onboarding result, and the other topics by
 * name.
 *
 * <p>The alert is that of the page "Webhooks for DVFC (Alpha)"
 * (docs.w2globaldata.com/webhooks/dvfc-alerts); the onboarding result is that of the page's newer
 * edition (docs.fullcircl.com/reference/dvfc-alerts).
 */
@NullMarked
package io.checkpost.ingest.provider.w2;

import org.jspecify.annotations.NullMarked;
