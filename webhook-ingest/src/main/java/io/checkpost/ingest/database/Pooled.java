package io.checkpost.ingest.database;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * The pooled data source that the deployment defines for transactions by hand: its connections take
 * no part in JTA transactions. The WAR's {@code deployment} package has it.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
public @interface Pooled {}
