package io.checkpost.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fixes the id under which Checkpost remembers what an observer method has still to receive, so
 * that the method can be renamed or moved. Without it the id is made of class, method and event
 * type.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ObserverName {

  /** Returns the id, unique in the application, at most 200 characters. */
  String value();
}
