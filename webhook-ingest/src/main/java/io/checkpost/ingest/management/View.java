package io.checkpost.ingest.management;

/**
 * Something as the API's JSON shows it: a record whose components are the members, in their order,
 * null where there is no value.
 */
interface View {}
