package io.checkpost.ingest.metrics;

import io.checkpost.ingest.ApplicationSingleton;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the one registry of all meters; whoever counts asks for a {@code MeterRegistry}. */
@ApplicationSingleton
class MeterRegistryProducer {

  @Produces
  @Singleton
  static PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }
}
