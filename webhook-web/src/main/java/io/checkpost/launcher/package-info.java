/**
 * Starts and stops Checkpost as one process: {@code java -jar checkpost.jar}.
 *
 * <p>The launcher wraps Payara Micro for one reason: to decide when the HTTP port is open. Payara
 * Micro opens its port before the application is deployed and closes it after the application is
 * gone, and answers 404 meanwhile, which a provider reads as "this webhook does not exist". Here
 * the port opens once the application is deployed, and closes before the application goes.
 *
 * <p>These classes lie at the root of the executable jar and see nothing of the application: they
 * are not part of the WAR. They speak to it through one platform MBean, {@code
 * io.checkpost:type=Lifecycle}, whose operation {@code drain()} returns when no request is being
 * stored any more and no new one will be.
 */
@NullMarked
package io.checkpost.launcher;

import org.jspecify.annotations.NullMarked;
