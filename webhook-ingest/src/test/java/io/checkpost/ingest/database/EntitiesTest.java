package io.checkpost.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
class EntitiesTest {

  private final TestDatabase store;
  private final Entities entities;

  EntitiesTest(Dialect dialect) {
    store = TestDatabase.of(dialect);
    entities = store.entities();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void workIsCommittedWhenItReturns() {
    entities.inTransaction(em -> insertNode(em));

    assertThat(nodes()).isEqualTo(1);
  }

  @Test
  void workIsUndoneWhenItThrows() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                entities.inTransaction(
                    em -> {
                      insertNode(em);
                      throw new IllegalArgumentException("no");
                    }));

    assertThat(nodes()).isZero();
  }

  @Test
  void workWithinWorkSharesItsTransaction() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                entities.inTransaction(
                    em -> {
                      entities.inTransaction(inner -> insertNode(inner));
                      throw new IllegalArgumentException("no");
                    }));

    assertThat(nodes()).isZero();
  }

  @Test
  void aDatabaseThatIsDownIsToldFromOneThatRefuses() throws SQLException {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () -> entities.inTransaction(em -> em.createNativeQuery("no SQL").getResultList()))
        .isNotInstanceOf(DatabaseUnavailable.class);

    store.goDown();

    assertThatExceptionOfType(DatabaseUnavailable.class).isThrownBy(this::nodes);
  }

  private static int insertNode(EntityManager em) {
    return em.createNativeQuery(
            "INSERT INTO node (id, seen_at)"
                + " VALUES ('00000000-0000-7000-8000-000000000001', CURRENT_TIMESTAMP)")
        .executeUpdate();
  }

  private int nodes() {
    return entities.inTransaction(
        em -> em.createNativeQuery("SELECT id FROM node").getResultList().size());
  }
}
