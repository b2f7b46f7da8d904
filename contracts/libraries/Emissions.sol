// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Emissions in whole grams
/// @dev The same arithmetic and limits as `protocol/src/footprint`; `protocol/vectors/emissions.json` holds for both. A footprint rounds up
/// (`Math.Rounding.Ceil`), what is credited rounds down (`Math.Rounding.Floor`): neither is ever better than the truth.
library Emissions {
    /// @dev Grams in one element: a million tonnes.
    uint256 internal constant MAX_MASS_GRAMS = 1e12;
    /// @dev Metres of one element: more than once around the earth.
    uint256 internal constant MAX_DISTANCE_METRES = 5e7;
    /// @dev Milligrams CO2e per tonne-kilometre, tonne, litre, kilogram or kilowatt hour.
    uint256 internal constant MAX_INTENSITY = 1e8;
    /// @dev Thousandths of a litre, kilogram or kilowatt hour.
    uint256 internal constant MAX_ENERGY_MILLIUNITS = 1e12;

    /// @dev A mass, distance, intensity or amount of energy is greater than any that can be true.
    error EmissionsBeyondLimit(uint256 value, uint256 limit);
    /// @dev A part is greater than the whole, or the whole is nothing.
    error EmissionsNoPart(uint256 part, uint256 whole);

    /// @dev Moving a mass over a distance: g × m × mg/t-km / 10^12.
    function transportGrams(
        uint256 massGrams,
        uint256 distanceMetres,
        uint256 intensity,
        Math.Rounding rounding
    ) internal pure returns (uint256) {
        _within(massGrams, MAX_MASS_GRAMS);
        _within(distanceMetres, MAX_DISTANCE_METRES);
        _within(intensity, MAX_INTENSITY);
        return _divided(massGrams * distanceMetres * intensity, 1e12, rounding);
    }

    /// @dev Handling a mass at a hub: g × mg/t / 10^9.
    function throughputGrams(uint256 massGrams, uint256 intensity, Math.Rounding rounding) internal pure returns (uint256) {
        _within(massGrams, MAX_MASS_GRAMS);
        _within(intensity, MAX_INTENSITY);
        return _divided(massGrams * intensity, 1e9, rounding);
    }

    /// @dev Burning or using energy: thousandths of a unit × mg per unit / 10^6.
    function energyGrams(uint256 milliunits, uint256 intensity, Math.Rounding rounding) internal pure returns (uint256) {
        _within(milliunits, MAX_ENERGY_MILLIUNITS);
        _within(intensity, MAX_INTENSITY);
        return _divided(milliunits * intensity, 1e6, rounding);
    }

    /// @dev The part of emissions that falls to a part of the mass.
    function shareGrams(uint256 grams, uint256 part, uint256 whole, Math.Rounding rounding) internal pure returns (uint256) {
        if (whole == 0 || part > whole) revert EmissionsNoPart(part, whole);
        return Math.mulDiv(grams, part, whole, rounding);
    }

    /// @dev What was saved: the baseline, rounded down, less the actual, rounded up, and never below nothing.
    function savedGrams(uint256 baselineDown, uint256 actualUp) internal pure returns (uint256) {
        return Math.saturatingSub(baselineDown, actualUp);
    }

    function _within(uint256 value, uint256 limit) private pure {
        if (value > limit) revert EmissionsBeyondLimit(value, limit);
    }

    function _divided(uint256 numerator, uint256 denominator, Math.Rounding rounding) private pure returns (uint256) {
        return Math.unsignedRoundsUp(rounding) ? Math.ceilDiv(numerator, denominator) : numerator / denominator;
    }
}
