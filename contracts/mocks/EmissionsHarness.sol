// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Emissions} from "../libraries/Emissions.sol";

/// @dev Opens the arithmetic of emissions to tests: up as footprints round, down as credits do.
contract EmissionsHarness {
    function transport(uint256 massGrams, uint256 distanceMetres, uint256 intensity) external pure returns (uint256 up, uint256 down) {
        up = Emissions.transportGrams(massGrams, distanceMetres, intensity, Math.Rounding.Ceil);
        down = Emissions.transportGrams(massGrams, distanceMetres, intensity, Math.Rounding.Floor);
    }

    function throughput(uint256 massGrams, uint256 intensity) external pure returns (uint256 up, uint256 down) {
        up = Emissions.throughputGrams(massGrams, intensity, Math.Rounding.Ceil);
        down = Emissions.throughputGrams(massGrams, intensity, Math.Rounding.Floor);
    }

    function energy(uint256 milliunits, uint256 intensity) external pure returns (uint256 up, uint256 down) {
        up = Emissions.energyGrams(milliunits, intensity, Math.Rounding.Ceil);
        down = Emissions.energyGrams(milliunits, intensity, Math.Rounding.Floor);
    }

    function share(uint256 grams, uint256 part, uint256 whole) external pure returns (uint256 up, uint256 down) {
        up = Emissions.shareGrams(grams, part, whole, Math.Rounding.Ceil);
        down = Emissions.shareGrams(grams, part, whole, Math.Rounding.Floor);
    }

    function saved(uint256 baselineDown, uint256 actualUp) external pure returns (uint256) {
        return Emissions.savedGrams(baselineDown, actualUp);
    }
}
