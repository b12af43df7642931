/**
 * The pages of portals: {@code /portals}, the trees; {@code /portal}, one of them; {@code
 * /portal-new} and {@code /portal-edit}, its settings; {@code /portal-messages}, what came for it
 * last, to be watched inside another page.
 *
 * <p>Secrets are shown in the answer to the POST that made them and nowhere else.
 */
@NullMarked
package io.checkpost.web.portals;

import org.jspecify.annotations.NullMarked;
