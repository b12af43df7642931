package io.checkpost.ingest.lifecycle;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Begins and ends Checkpost with the web application. An exception here fails the deployment. */
@WebListener
public class LifecycleListener implements ServletContextListener {

  // listeners are made by the servlet container, which knows no constructor injection
  @Inject Lifecycle lifecycle;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    lifecycle.start();
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    lifecycle.stop();
  }
}
