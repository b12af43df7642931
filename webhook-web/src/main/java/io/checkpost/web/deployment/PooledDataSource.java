package io.checkpost.web.deployment;

import io.checkpost.ingest.database.Pooled;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/**
 * The pools, as the server is asked for them: one of connections that take part in JTA
 * transactions, for JPA, and one of connections that do not, for transactions by hand, which may be
 * begun while a JTA transaction goes on. Out of one pool such a transaction would get the very
 * connection of the JTA transaction, and commit it. Whoever holds a connection of the second asks
 * for none of the first, so that the pools cannot wait for each other.
 *
 * <p>Which database they lead to is decided by {@code ConfiguredDataSource} from MicroProfile
 * Config. The properties are Payara's, which would otherwise hand out connections that a restarted
 * database server has closed; other servers ignore or replace them.
 */
@DataSourceDefinition(
    name = PooledDataSource.TRANSACTIONAL,
    className = PooledDataSource.SOURCE,
    minPoolSize = 0,
    maxPoolSize = PooledDataSource.MOST,
    maxIdleTime = PooledDataSource.IDLE_SECONDS,
    properties = {
      PooledDataSource.VALIDATED,
      PooledDataSource.BY_CLASS,
      PooledDataSource.CLASS,
      PooledDataSource.AT_MOST_EACH_SECOND,
      PooledDataSource.ONE_BROKEN_ALL_BROKEN,
      PooledDataSource.WAIT_FIVE_SECONDS
    })
@DataSourceDefinition(
    name = PooledDataSource.BY_HAND,
    className = PooledDataSource.SOURCE,
    transactional = false,
    minPoolSize = 0,
    maxPoolSize = PooledDataSource.MOST,
    maxIdleTime = PooledDataSource.IDLE_SECONDS,
    properties = {
      PooledDataSource.VALIDATED,
      PooledDataSource.BY_CLASS,
      PooledDataSource.CLASS,
      PooledDataSource.AT_MOST_EACH_SECOND,
      PooledDataSource.ONE_BROKEN_ALL_BROKEN,
      PooledDataSource.WAIT_FIVE_SECONDS
    })
@Dependent
class PooledDataSource {

  /** The one that {@code persistence.xml} names. */
  static final String TRANSACTIONAL = "java:app/jdbc/checkpost";

  static final String BY_HAND = "java:app/jdbc/checkpost-by-hand";

  static final String SOURCE = "io.checkpost.ingest.database.ConfiguredDataSource";

  /** Of one pool: two nodes fit into a PostgreSQL that is left at its hundred connections. */
  static final int MOST = 24;

  static final int IDLE_SECONDS = 300;
  static final String VALIDATED = "fish.payara.is-connection-validation-required=true";
  static final String BY_CLASS = "fish.payara.connection-validation-method=custom-validation";
  static final String CLASS =
      "fish.payara.validation-classname="
          + "org.glassfish.api.jdbc.validation.JDBC40ConnectionValidation";

  /** Not at each use: the server loads that class anew each time, and asks the database. */
  static final String AT_MOST_EACH_SECOND = "fish.payara.validate-atmost-once-period-in-seconds=1";

  static final String ONE_BROKEN_ALL_BROKEN = "fish.payara.fail-all-connections=true";
  static final String WAIT_FIVE_SECONDS = "fish.payara.max-wait-time-in-millis=5000";

  @Produces
  @Pooled
  @Resource(lookup = BY_HAND)
  DataSource byHand;
}
