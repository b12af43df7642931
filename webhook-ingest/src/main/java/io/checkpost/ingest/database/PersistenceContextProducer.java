package io.checkpost.ingest.database;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Makes the container's entity manager a constructor argument. */
@Dependent
class PersistenceContextProducer {

  @Produces
  @PersistenceContext(unitName = "checkpost")
  EntityManager entityManager;
}
