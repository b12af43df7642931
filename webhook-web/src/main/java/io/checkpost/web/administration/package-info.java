/**
 * The pages under {@code /administration}, for administrators: users, API keys, settings in force.
 * What is made up here and shown once is shown in the answer to the POST that made it.
 */
@NullMarked
package io.checkpost.web.administration;

import org.jspecify.annotations.NullMarked;
