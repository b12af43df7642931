package io.checkpost.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ConfiguredDataSourceTest {

  @Test
  void onlyWorkOnWholeTablesWaitsForAnAnswerAsLongAsItTakes() throws SQLException {
    try (TestDatabase store = TestDatabase.of(Dialect.POSTGRESQL);
        Connection usual = store.dataSource().getConnection();
        Connection patient = ConfiguredDataSource.patient(store.settings()).getConnection()) {
      assertThat(usual.getNetworkTimeout()).isPositive();
      assertThat(patient.getNetworkTimeout()).isZero();
    }
  }
}
