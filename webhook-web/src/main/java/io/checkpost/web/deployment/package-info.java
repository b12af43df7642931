/** What ties the application to a server: the pooled data source, and nothing else. */
@NullMarked
package io.checkpost.web.deployment;

import org.jspecify.annotations.NullMarked;
