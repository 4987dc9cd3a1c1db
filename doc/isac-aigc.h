/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// For Doxygen only: no source file includes this one.

/**
 * @defgroup isac-aigc ISAC and AIGC
 *
 * Networks in which a base station senses, an edge server generates content, and both share one
 * radio and one budget.
 *
 * The library is a row of rooms (folders of model/): radio, edge, generation, experience,
 * allocator, learning, system, network. A room includes only rooms before it, and only network
 * knows ns-3; the helper folder wires everything up for scripts. Quantities are in SI units
 * unless a name says otherwise.
 */

/**
 * @ingroup isac-aigc
 * @defgroup isac-aigc-tests Tests of the isac-aigc module
 */

/**
 * @namespace ns3
 * @brief Every C++ class of ns-3 lives here.
 */

/**
 * @namespace ns3::isac
 * @ingroup isac-aigc
 * @brief The isac-aigc module.
 */
