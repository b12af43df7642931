package io.checkpost.web.deployment;

import io.checkpost.ingest.database.Pooled;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/**
 * The pool, as the server is asked for it. Which database it leads to is decided by {@code
 * ConfiguredDataSource} from MicroProfile Config. The properties are Payara's, which would
 * otherwise hand out connections that a restarted database server has closed; other servers ignore
 * or replace them.
 */
@DataSourceDefinition(
    name = PooledDataSource.NAME,
    className = "io.checkpost.ingest.database.ConfiguredDataSource",
    minPoolSize = 0,
    maxPoolSize = 32,
    maxIdleTime = 300,
    properties = {
      "fish.payara.is-connection-validation-required=true",
      "fish.payara.connection-validation-method=custom-validation",
      "fish.payara.validation-classname="
          + "org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation",
      // not at each use: the server loads that class anew each time, and asks the database
      "fish.payara.validate-atmost-once-period-in-seconds=1",
      "fish.payara.fail-all-connections=true",
      "fish.payara.max-wait-time-in-millis=5000"
    })
@Dependent
class PooledDataSource {

  static final String NAME = "java:app/jdbc/checkpost";

  @Produces
  @Pooled
  @Resource(lookup = NAME)
  DataSource pool;
}
